/** The `event_type` of the metadata that every delivered message carries; its payload is `{delivery}`. */
export const deliveryEvent = 'zerotouch_delivery'

export const deliveryMetadata = (delivery: string) => ({
  event_type: deliveryEvent,
  event_payload: { delivery },
})
