import { sql } from 'kysely'
import type { Updates } from '../../../app/ports/ports.ts'
import { slotOf } from '../../../domain/time/slot.ts'
import type { Connection } from '../plumbing/database.ts'

type Slots = Pick<Updates, 'sharePlans' | 'lockPlans' | 'lockSlots' | 'takenIn' | 'slotCounts'>
type Row = { readonly starts_at: Date; readonly taken: number }

/**
 * How many systems start in each slot: rows that Postgres itself keeps in step with the updates (`count_slots`). Made anew
 * for each transaction, which asks for the plans up to five times and keeps them to its end.
 */
export function slotsOf(db: Connection): Slots {
  let plans: 'free' | 'shared' | 'held' = 'free'
  return {
    async sharePlans() {
      if (plans !== 'free') return
      await sql`select pg_advisory_xact_lock_shared(${sql.lit(plansLock)})`.execute(db)
      plans = 'shared'
    },
    async lockPlans() {
      if (plans === 'shared') throw new Error('The plans are shared already: hold them first')
      if (plans === 'free') await sql`select pg_advisory_xact_lock(${sql.lit(plansLock)})`.execute(db)
      plans = 'held'
    },
    async lockSlots(starts) {
      const slots = [...new Set(starts.map((start) => slotOf(start).getTime()))].sort((a, b) => a - b)
      const held = new Map<number, number>()
      while (held.size < slots.length) {
        // Of a slot that somebody else begins at this moment the first look sees nothing: it waits, and the next one does.
        const { rows } = await sql<Row>`
          with wanted as (select unnest(${slots.map((slot) => new Date(slot))}::timestamptz[]) as starts_at),
          begun as (
            insert into slots (starts_at, taken) select starts_at, 0 from wanted order by starts_at
            on conflict do nothing returning starts_at, taken),
          held as (
            select starts_at, taken from slots where starts_at in (select starts_at from wanted)
            order by starts_at for no key update)
          select * from begun union all select * from held`.execute(db)
        for (const row of rows) held.set(row.starts_at.getTime(), row.taken)
      }
      return held
    },
    async takenIn(starts) {
      const rows = db.selectFrom('slots').selectAll().where('starts_at', 'in', starts.map(slotOf))
      return countsOf(starts.length > 0 ? await rows.execute() : [])
    },
    async slotCounts(from, to, atLeast) {
      const rows = db.selectFrom('slots').selectAll().where('starts_at', '>=', slotOf(from))
      return countsOf(await rows.where('starts_at', '<=', slotOf(to)).where('taken', '>=', atLeast).execute())
    },
  }
}

const countsOf = (rows: readonly Row[]): ReadonlyMap<number, number> =>
  new Map(rows.map((row) => [row.starts_at.getTime(), row.taken]))

/** Any number of our own: "slot" as ASCII. */
const plansLock = 0x736c6f74
