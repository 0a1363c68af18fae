import type { Place } from '../people/place.ts'

/** The mailbox of somebody who works in a room of the vendor: nothing is sent there while the room’s channel is up. */
export const isStandIn = ({ room, address }: Place): boolean => room !== null && address.kind === 'mailbox'

/**
 * @returns the mailboxes whose owners are told in place of a channel or a direct message that is gone (DESIGN 6.5): of a
 * client’s channel all its administrators, of a direct message its reader, of a room those who work in it
 */
export function standInsOf(gone: Place, places: readonly Place[]): readonly Place[] {
  if (gone.address.kind !== 'channel' && gone.address.kind !== 'direct') return []
  return places.filter(
    (place) =>
      place.address.kind === 'mailbox' &&
      !place.gone &&
      place.client === gone.client &&
      place.room === gone.room &&
      (gone.address.kind === 'channel' || place.administrator === gone.administrator),
  )
}

const forPeople: readonly Place['address']['kind'][] = ['channel', 'direct', 'mailbox']

/** Whether a person at the client reads what is sent there. */
export const isReadByClient = ({ room, address }: Place): boolean => room === null && forPeople.includes(address.kind)
