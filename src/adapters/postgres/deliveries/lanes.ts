import { sql } from 'kysely'
import type { Delivery, KeptTurn, Lane, TurnRequest } from '../../../app/ports/delivery-ports.ts'
import { nextTurn } from '../../../domain/limits/rate.ts'
import type { Connection, Database } from '../plumbing/database.ts'
import { knownId } from '../plumbing/ids.ts'
import { goRound, keepTurn } from '../plumbing/kept-turns.ts'
import { goBySight } from './edit-turns.ts'

/** A kept turn that is used so much later is as good as one that is used in time: platforms bear a short burst. */
const grace = 1_000

/** By lane: the instants that are taken in it, in order, in milliseconds. */
type Taken = ReadonlyMap<string, readonly number[]>

/**
 * Finds the first instant at which every lane of a delivery is free, and keeps it. The rows of the lanes are held
 * meanwhile, in the order of their keys, so that of several processes each gets a turn of its own. Who comes too late
 * for a kept turn goes at once where what really left allows it: otherwise a crowd would for ever be put behind the
 * turns that it has missed.
 */
export const takeTurn = (
  db: Database,
  { id, place, turn: held }: Pick<Delivery, 'id' | 'place' | 'turn'>,
  lanes: readonly Lane[],
  { now, from, worker }: TurnRequest & { readonly worker: number | null },
): Promise<KeptTurn> =>
  db.transaction().execute(async (tx) => {
    const delivery = knownId('D', id)
    const keys = lanes.map(({ key }) => key)
    const at = now.getTime()
    const rows = keys.length === 0 ? [] : await lockLanes(tx, keys)
    const kept = keys.length === 0 ? [] : await readKept(tx, keys, { delivery, since: new Date(at - grace) })
    const closedUntil = Math.max(0, ...rows.map((row) => row.closed_until?.getTime() ?? 0))
    const earliest = Math.max(from.getTime(), closedUntil)
    const used = new Map(rows.map((row) => [row.key, row.used.map((one) => one.getTime())]))
    const isOwn = (one: Kept): boolean => one.delivery === delivery
    const isKept =
      held !== null &&
      held <= now &&
      kept.filter((one) => isOwn(one) && instantOf(one) === held.getTime()).length === keys.length
    const isLate = held !== null && held <= now && !isKept
    const goesNow = earliest <= at && (isKept || (isLate && freeInAll(lanes, used, at) === at))
    const turn = goesNow
      ? at
      : freeInAll(
          lanes,
          withKept(
            used,
            kept.filter((one) => !isOwn(one)),
          ),
          earliest,
        )
    if (turn <= at) {
      await leaves(tx, lanes, at)
      return { at: now, last: now }
    }
    const own = { delivery, at: new Date(turn), worker }
    await keepTurn(tx, keys, own)
    const lane = lanes.at(-1)
    if (lane?.order === 'by-sight') return goBySight(tx, { lane, now, own })
    return lane !== undefined && place.client === null
      ? goRound(tx, { place: place.id, lane: lane.key, now, own })
      : { at: own.at, last: own.at }
  })

/** Nothing takes a turn in the lane before `until`. */
export async function closeLane(db: Connection, key: string, until: Date): Promise<void> {
  await db
    .insertInto('lanes')
    .values({ key, used: [], closed_until: until })
    .onConflict((known) => known.column('key').doUpdateSet({ closed_until: until }))
    .execute()
}

type Kept = { readonly lane: string; readonly at: Date; readonly delivery: number }
const instantOf = ({ at }: Kept): number => at.getTime()

/** The turns that are kept in lanes; the delivery's own is given back, and so is what nobody came for. */
async function readKept(
  tx: Connection,
  keys: readonly string[],
  { delivery, since }: { readonly delivery: number; readonly since: Date },
): Promise<readonly Kept[]> {
  const { rows } = await sql<Kept>`
    with given as (
      delete from kept_turns where lane = any(${keys}) and (delivery = ${delivery} or at < ${since}))
    select lane, at, delivery from kept_turns where lane = any(${keys}) and at >= ${since} order by at`.execute(tx)
  return rows
}

/** Writes down that something leaves in these lanes now, and forgets what no window of theirs reaches. */
async function leaves(tx: Connection, lanes: readonly Lane[], at: number): Promise<void> {
  const oldest = lanes.map(({ rates }) => new Date(at - Math.max(...rates.map(({ milliseconds }) => milliseconds))))
  await sql`
    update lanes set used = array(
      select one from unnest(array_append(lanes.used, ${new Date(at)}::timestamptz)) one
      where one > counted.oldest order by one)
    from unnest(${lanes.map(({ key }) => key)}::text[], ${oldest}::timestamptz[]) counted (key, oldest)
    where lanes.key = counted.key`.execute(tx)
}

function withKept(used: Taken, kept: readonly Kept[]): Taken {
  const taken = new Map([...used].map(([lane, instants]) => [lane, [...instants]]))
  for (const one of kept) taken.get(one.lane)?.push(instantOf(one))
  for (const instants of taken.values()) instants.sort((a, b) => a - b)
  return taken
}

function freeInAll(lanes: readonly Lane[], taken: Taken, from: number): number {
  let turn = from
  for (;;) {
    const free = lanes.reduce((at, { key, rates }) => nextTurn(taken.get(key) ?? [], at, rates), turn)
    if (free === turn) return turn
    turn = free
  }
}

async function lockLanes(tx: Connection, keys: readonly string[]) {
  const lock = () => tx.selectFrom('lanes').selectAll().where('key', 'in', keys).orderBy('key').forUpdate().execute()
  const rows = await lock()
  if (rows.length === new Set(keys).size) return rows
  await tx
    .insertInto('lanes')
    .values([...keys].sort().map((key) => ({ key, used: [], closed_until: null })))
    .onConflict((known) => known.column('key').doNothing())
    .execute()
  return lock()
}
