import { type Selectable, sql } from 'kysely'
import type { Lane } from '../../../app/ports/delivery-ports.ts'
import type { TurnRequest, TurnsTaken } from '../../../app/ports/stores/outbox-ports.ts'
import { findTurns, type LaneBook } from '../../../domain/limits/find-turns.ts'
import type { Connection } from '../plumbing/database.ts'
import { formatId, knownId } from '../plumbing/ids.ts'
import { goRound, keepTurns, type OwnTurn } from '../plumbing/kept-turns.ts'
import type { Tables } from '../tables/tables.ts'
import { goBySight } from './edit-turns.ts'

/** A kept turn that is used so much later is as good as one that is used in time: platforms bear a short burst. */
const grace = 1_000

/** Which of them may leave now, as far as can be seen without holding the lanes. */
export async function freeNow(
  tx: Connection,
  requests: readonly TurnRequest[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const at = now.getTime()
  const wishes = requests.map(wishOf)
  const turns = findTurns(wishes, await readBook(tx, wishes, { at, hold: false }), at)
  return new Set(wishes.filter(({ id }) => (turns.get(id) ?? at) <= at).map(({ id }) => formatId('D', id)))
}

/**
 * Finds turns and keeps or takes them up. The rows of the lanes are held from then on, in the order of their keys, so that
 * of several processes each gets turns of its own.
 */
export async function takeTurns(tx: Connection, requests: readonly TurnRequest[], now: Date): Promise<TurnsTaken> {
  const at = now.getTime()
  const wishes = requests.map(wishOf)
  const turns = findTurns(wishes, await readBook(tx, wishes, { at, hold: true }), at)
  const turnOf = ({ id }: { readonly id: number }): number => turns.get(id) ?? at
  const going = wishes.filter((wish) => turnOf(wish) <= at)
  await leave(
    tx,
    going.flatMap(({ lanes }) => lanes),
    at,
  )
  const waiting = wishes
    .filter((wish) => turnOf(wish) > at)
    .map(({ id, lanes, place }) => ({ delivery: id, lanes, place, at: new Date(turnOf({ id })) }))
  await keepTurns(tx, waiting)
  return {
    waiting: new Set(waiting.map(({ delivery }) => formatId('D', delivery))),
    comingBack: [...waiting.map((one) => one.at), ...(await dealAnew(tx, waiting, now))],
  }
}

/** Nothing takes a turn in the lane before `until`. */
export async function closeLane(db: Connection, key: string, until: Date): Promise<void> {
  await db
    .insertInto('lanes')
    .values({ key, used: [], closed_until: until })
    .onConflict((known) => known.column('key').doUpdateSet({ closed_until: until }))
    .execute()
}

type Waiting = OwnTurn & Pick<TurnRequest['delivery'], 'place'>

/** Where many share a limit or a place, who goes when is decided anew whenever somebody joins. */
async function dealAnew(tx: Connection, waiting: readonly Waiting[], now: Date): Promise<readonly Date[]> {
  const rounds = new Map<string, { readonly lane: Lane; readonly place: string | null; readonly own: Waiting[] }>()
  for (const one of waiting) {
    const lane = one.lanes.at(-1)
    if (!lane || (lane.order !== 'by-sight' && one.place.client !== null)) continue
    const place = lane.order === 'by-sight' ? null : one.place.id
    const key = JSON.stringify([lane.key, place])
    const round = rounds.get(key)
    if (round) round.own.push(one)
    else rounds.set(key, { lane, place, own: [one] })
  }
  const dealt: Date[] = []
  for (const { lane, place, own } of rounds.values())
    dealt.push(
      ...(place === null
        ? await goBySight(tx, { lane, now, own: own.length })
        : await goRound(tx, { place, lane: lane.key, now })),
    )
  return dealt
}

const wishOf = ({ delivery, lanes, from }: TurnRequest) => ({
  id: knownId('D', delivery.id),
  lanes,
  from: from.getTime(),
  held: delivery.turn?.getTime() ?? null,
  place: delivery.place,
})

type Wish = { readonly id: number; readonly lanes: readonly Lane[] }

/** @returns what left and what is kept in the lanes of those who wish */
async function readBook(
  tx: Connection,
  wishes: readonly Wish[],
  { at, hold }: { readonly at: number; readonly hold: boolean },
): Promise<LaneBook> {
  const keys = [...new Set(wishes.flatMap(({ lanes }) => lanes.map(({ key }) => key)))]
  if (keys.length === 0) return { used: new Map(), closedUntil: new Map(), kept: [] }
  const rows = await (hold
    ? lockLanes(tx, keys)
    : tx.selectFrom('lanes').selectAll().where('key', 'in', keys).execute())
  const usedIn = new Map(rows.map((row) => [row.key, row.used.map((one) => one.getTime())]))
  const since = new Date(at - grace)
  const kept = await readKept(tx, keys, { since, giveBack: hold ? wishes.map(({ id }) => id) : null })
  return {
    used: new Map(keys.map((key) => [key, usedIn.get(key) ?? []])),
    closedUntil: new Map(rows.map((row) => [row.key, row.closed_until?.getTime() ?? 0])),
    kept: kept.map((one) => ({ ...one, at: one.at.getTime() })),
  }
}

type Kept = { readonly lane: string; readonly at: Date; readonly id: number }

/**
 * The turns that are kept in lanes.
 * @param giveBack the deliveries whose own are given back, and what nobody came for with them; null for none
 */
async function readKept(
  tx: Connection,
  keys: readonly string[],
  { since, giveBack }: { readonly since: Date; readonly giveBack: readonly number[] | null },
): Promise<readonly Kept[]> {
  const given = sql`
    with given as (
      delete from kept_turns where lane = any(${keys}) and (delivery = any(${giveBack}) or at < ${since}))`
  const { rows } = await sql<Kept>`
    ${giveBack ? given : sql``}
    select lane, at, delivery as id from kept_turns where lane = any(${keys}) and at >= ${since} order by at`.execute(
    tx,
  )
  return rows
}

/** Writes down what leaves in lanes now, one for each time that a lane is named, and forgets what no window reaches. */
async function leave(tx: Connection, lanes: readonly Lane[], at: number): Promise<void> {
  if (lanes.length === 0) return
  const counts = new Map<string, { key: string; oldest: Date; times: number }>()
  for (const { key, rates } of lanes) {
    const oldest = new Date(at - Math.max(...rates.map(({ milliseconds }) => milliseconds)))
    counts.set(key, { key, oldest, times: (counts.get(key)?.times ?? 0) + 1 })
  }
  const rows = [...counts.values()]
  await sql`
    update lanes set used = array(
      select one from unnest(lanes.used || array_fill(${new Date(at)}::timestamptz, array[counted.times])) one
      where one > counted.oldest order by one)
    from unnest(${rows.map(({ key }) => key)}::text[], ${rows.map(({ oldest }) => oldest)}::timestamptz[],
      ${rows.map(({ times }) => times)}::integer[]) counted (key, oldest, times)
    where lanes.key = counted.key`.execute(tx)
}

type LaneRow = Selectable<Tables['lanes']>

/** Holds lanes, in the order of their keys; the first one who wishes for a lane writes it down. */
async function lockLanes(tx: Connection, keys: readonly string[]): Promise<readonly LaneRow[]> {
  const { rows } = await sql<LaneRow>`
    with made as (
      insert into lanes (key, used, closed_until) select key, '{}', null from unnest(${[...keys].sort()}::text[]) key
      on conflict do nothing returning *),
    held as (select * from lanes where key = any(${keys}) order by key for update)
    select * from made union all select * from held`.execute(tx)
  // Another process wrote one down at the same moment: it is there now.
  return rows.length === keys.length ? rows : lockLanes(tx, keys)
}
