import { audienceOf, isNews, type OwedDelivery } from '../../domain/notices/audience.ts'
import { isReadByClient } from '../../domain/notices/fall-back.ts'
import type { Notice } from '../../domain/notices/notice.ts'
import { takenBackBy } from '../../domain/notices/taken-back.ts'
import { applyOptOuts, topicOf } from '../../domain/notices/topic.ts'
import type { Place } from '../../domain/people/place.ts'
import type { Tx } from '../ports/ports.ts'
import { redrawBeside } from './redraw-beside.ts'
import { retireStanding } from './retire-standing.ts'

/**
 * Writes a notice and every delivery it owes, in the transaction that makes it true.
 * @param choose leaves out or puts off some of what is owed; rooms of the vendor are always told
 */
export async function tell(
  tx: Tx,
  notice: Notice,
  now: Date,
  choose: (owed: readonly OwedDelivery[], places: readonly Place[]) => readonly OwedDelivery[] = (owed) => owed,
): Promise<void> {
  const places = await tx.places.around(notice.client)
  const byId = new Map(places.map((place) => [place.id, place]))
  const all = await whereHeard(tx, notice, audienceOf(notice, places), now)
  const toRooms = all.filter(({ place }) => byId.get(place)?.room)
  const chosen = choose(
    all.filter((owed) => !toRooms.includes(owed)),
    places,
  )
  // Most people have no direct message that could be redrawn.
  const redraws = chosen.filter(({ place, mode }) => mode === 'edit' && byId.get(place)?.address.kind === 'direct')
  const redrawable = redraws.length > 0 ? await tx.nudges.redrawable(redraws) : []
  const owed = chosen.filter((one) => !redraws.includes(one) || redrawable.includes(one))
  const heard = await heeded(tx, notice, owed, places)
  await retireStanding(tx, notice, heard, places, now)
  await tx.notices.owe(notice, [...heard, ...toRooms], now)
  await redrawBeside(tx, notice, places, now)
  if (reachesNobody(heard, byId)) await tellNobodyTold(tx, notice, now)
}

/** The end of what came to nothing is told where its beginning was; what nobody has heard yet goes with it. */
async function whereHeard(
  tx: Tx,
  notice: Notice,
  owed: readonly OwedDelivery[],
  now: Date,
): Promise<readonly OwedDelivery[]> {
  const back = takenBackBy(notice)
  if (!back) return owed
  const heard = new Set(await tx.notices.takeBack(notice.client, back, now))
  return owed.map((one) =>
    one.suppressed || heard.has(one.place) || (one.insteadOf !== undefined && heard.has(one.insteadOf))
      ? one
      : { ...one, suppressed: 'taken-back' },
  )
}

/** What people switched off for themselves is written down and not sent. */
export async function heeded(
  tx: Tx,
  notice: Notice,
  owed: readonly OwedDelivery[],
  places: readonly Place[],
): Promise<readonly OwedDelivery[]> {
  const { kind, client: id } = notice
  const client = topicOf(kind) && id !== null ? await tx.clients.find(id) : null
  return client ? applyOptOuts(notice, owed, places, client.administrators) : owed
}

/** Whether people at a client should have read it, and everything that they read is gone. */
function reachesNobody(owed: readonly OwedDelivery[], places: ReadonlyMap<string, Place>): boolean {
  const forPeople = owed.filter(({ place, mode }) => {
    const known = places.get(place)
    return isNews(mode) && known && isReadByClient(known)
  })
  return forPeople.length > 0 && forPeople.every(({ suppressed }) => suppressed === 'gone')
}

/** Tells ops of a notice that reached nobody at a client. */
export async function tellNobodyTold(tx: Tx, { kind, client, facts }: Notice, now: Date): Promise<void> {
  const release = 'release' in facts ? facts.release : null
  await tell(tx, { kind: 'nobody-told', client, facts: { told: kind, release } }, now)
}
