import { audienceOf } from '../../domain/notices/audience.ts'
import { isReadByClient, standInsOf } from '../../domain/notices/fall-back.ts'
import { isNews } from '../../domain/notices/route.ts'
import { routeOf } from '../../notices/kinds/notice.ts'
import { change } from '../ports/change.ts'
import type { Deliveries, Delivery } from '../ports/delivery-ports.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { tell, tellNobodyTold, withoutOptedOut } from '../telling/tell.ts'

/** Why a delivery cannot be made, and whether its place takes nothing any more. */
export type Failure = { readonly reason: string; readonly isGone: boolean }

/** Writes down that a delivery that was sent failed for good. */
export async function giveUp(
  ports: Ports,
  deliveries: Deliveries,
  delivery: Delivery,
  failure: Failure,
): Promise<void> {
  // What is owed instead comes first: if this process dies in between, nobody is forgotten.
  await change(ports, (tx) => oweInstead(tx, delivery, failure, ports.clock.now()))
  await deliveries.failed(delivery.id, failure.reason, ports.clock.now())
}

/**
 * What follows when a delivery fails for good: those whom it was for get the same notice by e-mail, unless they have it
 * already; ops hears once of a place that is gone, and of a notice that reached nobody.
 */
export async function oweInstead(tx: Tx, delivery: Delivery, { reason, isGone }: Failure, now: Date): Promise<void> {
  const { id, place, notice, mode } = delivery
  const isNewlyGone = isGone && (await tx.places.markGone(place.id, reason, now))
  if (isNewlyGone) tell(tx, { kind: 'place-gone', client: place.client, facts: { place: place.id, reason } }, now)
  if (!isNews(mode)) return
  await fallBack(tx, delivery, now)
  if (!isReadByClient(place) || (await tx.ledger.reachesSomebody(id))) return
  // Better one mail too many than nobody who knows.
  await tx.notices.oweSwitchedOff(id, now)
  if (!(await tx.ledger.reachesSomebody(id))) tellNobodyTold(tx, [notice], now)
}

/** Owes the notice of a delivery to the mailboxes that stand in for its place, as far as it is mailed at all. */
async function fallBack(tx: Tx, { id, place, notice }: Delivery, now: Date): Promise<void> {
  const gone = { ...place, gone: true }
  const places = (await tx.places.around(notice.client)).map((one) => (one.id === place.id ? gone : one))
  const standIns = new Set(standInsOf(gone, places).map((mailbox) => mailbox.id))
  const instead = audienceOf(routeOf(notice), notice.client, places).filter((owed) => standIns.has(owed.place))
  await tx.notices.oweMore(id, await withoutOptedOut(tx, notice, instead, places), now)
}
