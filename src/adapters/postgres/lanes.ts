import type { Lane, TurnRequest } from '../../app/delivery-ports.ts'
import { nextTurn } from '../../domain/rate.ts'
import type { Connection, Database } from './database.ts'

/** A kept turn that is used so much later is as good as one that is used in time: platforms bear a short burst. */
const grace = 1_000

/**
 * Finds the first instant at which every lane of a delivery is free, and keeps it. The rows of the lanes are held
 * meanwhile, in the order of their keys, so that of several processes each gets a turn of its own.
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
    const isHeld = held !== null && held <= now && now.getTime() - held.getTime() <= grace
    if (isHeld && closedUntil <= now.getTime()) return now
    const taken = new Map(rows.map(({ key, turns }) => [key, turns.map((turn) => turn.getTime())]))
    const turn = freeInAll(lanes, taken, Math.max(from.getTime(), closedUntil))
    for (const { key, rates } of lanes) {
      const oldest = now.getTime() - Math.max(...rates.map(({ milliseconds }) => milliseconds))
      const kept = [...(taken.get(key) ?? []), turn].filter((one) => one > oldest).sort((a, b) => a - b)
      await tx
        .updateTable('lanes')
        .set({ turns: kept.map((one) => new Date(one)) })
        .where('key', '=', key)
        .execute()
    }
    return new Date(turn)
  })

/** Nothing takes a turn in the lane before `until`. */
export async function closeLane(db: Connection, key: string, until: Date): Promise<void> {
  await db
    .insertInto('lanes')
    .values({ key, turns: [], closed_until: until })
    .onConflict((known) => known.column('key').doUpdateSet({ closed_until: until }))
    .execute()
}

function freeInAll(lanes: readonly Lane[], taken: ReadonlyMap<string, number[]>, from: number): number {
  let turn = from
  for (;;) {
    const free = lanes.reduce((at, { key, rates }) => nextTurn(taken.get(key) ?? [], at, rates), turn)
    if (free === turn) return turn
    turn = free
  }
}

async function lockLanes(tx: Connection, keys: readonly string[]) {
  const lock = () =>
    tx.selectFrom('lanes').selectAll().where('key', 'in', keys).orderBy('key').forUpdate().execute()
  const rows = await lock()
  if (rows.length === new Set(keys).size) return rows
  await tx
    .insertInto('lanes')
    .values([...keys].sort().map((key) => ({ key, turns: [], closed_until: null })))
    .onConflict((known) => known.column('key').doNothing())
    .execute()
  return lock()
}
