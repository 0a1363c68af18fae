import type { Lane, TurnRequest } from '../../app/deliveries/delivery-ports.ts'
import { nextTurn } from '../../domain/rate.ts'
import type { Connection, Database } from './database.ts'

/** A kept turn that is used so much later is as good as one that is used in time: platforms bear a short burst. */
const grace = 1_000

/** In milliseconds: the turns that are kept, and the instants at which something left. */
type Taken = { readonly kept: readonly number[]; readonly used: readonly number[] }

/**
 * Finds the first instant at which every lane of a delivery is free, and keeps it. The rows of the lanes are held
 * meanwhile, in the order of their keys, so that of several processes each gets a turn of its own. Who comes too late
 * for a kept turn goes at once where what really left allows it: otherwise a crowd would for ever be put behind the
 * turns that it has missed.
 */
export const takeTurn = (
  db: Database,
  lanes: readonly Lane[],
  { now, from, held }: TurnRequest,
): Promise<Date> =>
  db.transaction().execute(async (tx) => {
    const rows = await lockLanes(
      tx,
      lanes.map(({ key }) => key),
    )
    const closedUntil = Math.max(0, ...rows.map((row) => row.closed_until?.getTime() ?? 0))
    const at = now.getTime()
    const earliest = Math.max(from.getTime(), closedUntil)
    const taken = new Map(rows.map((row) => [row.key, takenOf(row, at, held)]))
    const of = (key: string): Taken => taken.get(key) ?? { kept: [], used: [] }
    const isKept = held !== null && held <= now && rows.every(({ turns }) => includes(turns, held, at))
    const isLate = held !== null && held <= now && !isKept
    const goesNow =
      earliest <= at && (isKept || (isLate && freeInAll(lanes, (key) => of(key).used, at) === at))
    const turn = goesNow
      ? at
      : freeInAll(lanes, (key) => inOrder([...of(key).used, ...of(key).kept]), earliest)
    for (const { key, rates } of lanes) {
      const { kept, used } = of(key)
      const oldest = at - Math.max(...rates.map(({ milliseconds }) => milliseconds))
      const [turns, left] = turn <= at ? [kept, [...used, at]] : [[...kept, turn], used]
      await tx
        .updateTable('lanes')
        .set({ turns: dates(turns), used: dates(left.filter((one) => one > oldest)) })
        .where('key', '=', key)
        .execute()
    }
    return new Date(turn)
  })

/** Nothing takes a turn in the lane before `until`. */
export async function closeLane(db: Connection, key: string, until: Date): Promise<void> {
  await db
    .insertInto('lanes')
    .values({ key, turns: [], used: [], closed_until: until })
    .onConflict((known) => known.column('key').doUpdateSet({ closed_until: until }))
    .execute()
}

const includes = (turns: readonly Date[], held: Date, now: number): boolean =>
  held.getTime() >= now - grace && turns.some((turn) => turn.getTime() === held.getTime())

/** Without the turn that is used or given back now, and without those that nobody came for. */
function takenOf(
  { turns, used }: { turns: readonly Date[]; used: readonly Date[] },
  now: number,
  held: Date | null,
): Taken {
  const kept = turns.map((turn) => turn.getTime()).filter((turn) => turn >= now - grace)
  const own = held === null ? -1 : kept.indexOf(held.getTime())
  return { kept: kept.filter((_, at) => at !== own), used: used.map((one) => one.getTime()) }
}

function freeInAll(
  lanes: readonly Lane[],
  takenIn: (key: string) => readonly number[],
  from: number,
): number {
  let turn = from
  for (;;) {
    const free = lanes.reduce((at, { key, rates }) => nextTurn(takenIn(key), at, rates), turn)
    if (free === turn) return turn
    turn = free
  }
}

const inOrder = (instants: readonly number[]): number[] => [...instants].sort((a, b) => a - b)
const dates = (instants: readonly number[]): Date[] => inOrder(instants).map((one) => new Date(one))

async function lockLanes(tx: Connection, keys: readonly string[]) {
  const lock = () =>
    tx.selectFrom('lanes').selectAll().where('key', 'in', keys).orderBy('key').forUpdate().execute()
  const rows = await lock()
  if (rows.length === new Set(keys).size) return rows
  await tx
    .insertInto('lanes')
    .values([...keys].sort().map((key) => ({ key, turns: [], used: [], closed_until: null })))
    .onConflict((known) => known.column('key').doNothing())
    .execute()
  return lock()
}
