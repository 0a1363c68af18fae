import { audienceOf, type OwedDelivery } from '../domain/audience.ts'
import type { Notice } from '../domain/notice.ts'
import type { Place } from '../domain/place.ts'
import { heed, topicOf } from '../domain/topic.ts'
import type { Tx } from './ports.ts'

/**
 * Writes a notice and every delivery it owes, in the transaction that makes it true.
 * @param choose leaves out or puts off some of what is owed; rooms of the vendor are always told
 */
export async function tell(
  tx: Tx,
  notice: Notice,
  now: Date,
  choose: (owed: readonly OwedDelivery[], places: readonly Place[]) => readonly OwedDelivery[] = (owed) =>
    owed,
): Promise<void> {
  const places = (await tx.places.around(notice.client)).filter((place) => !place.gone)
  const byId = new Map(places.map((place) => [place.id, place]))
  const all = audienceOf(notice, places)
  const toRooms = all.filter(({ place }) => byId.get(place)?.room)
  const chosen = choose(
    all.filter((owed) => !toRooms.includes(owed)),
    places,
  )
  // Most people have no direct message that could be redrawn.
  const redraws = chosen.filter(
    ({ place, mode }) => mode === 'edit' && byId.get(place)?.address.kind === 'direct',
  )
  const redrawable = redraws.length > 0 ? await tx.nudges.redrawable(redraws) : []
  const owed = chosen.filter((one) => !redraws.includes(one) || redrawable.includes(one))
  await tx.notices.owe(notice, [...(await heeded(tx, notice, owed, places)), ...toRooms], now)
}

/** What people switched off for themselves is written down and not sent. */
async function heeded(
  tx: Tx,
  { kind, client: id }: Notice,
  owed: readonly OwedDelivery[],
  places: readonly Place[],
): Promise<readonly OwedDelivery[]> {
  const topic = topicOf(kind)
  const client = topic && id !== null ? await tx.clients.find(id) : null
  return topic && client ? heed(topic, owed, places, client.administrators) : owed
}
