/** The `event_type` of the metadata that every delivered message carries; its payload is `{delivery}`. */
export const deliveryEvent = 'zerotouch_delivery'

export const deliveryMetadata = (delivery: string) => ({
  event_type: deliveryEvent,
  event_payload: { delivery },
})

/** A message that was redrawn keeps the delivery that posted it, and names the one whose card it shows. */
export const redrawnMetadata = (delivery: string, edit: string) => ({
  event_type: deliveryEvent,
  event_payload: { delivery, edit },
})
