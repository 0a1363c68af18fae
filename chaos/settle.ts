import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { waitsItsTurn } from '../src/adapters/postgres/deliveries/hold-deliveries.ts'
import type { Connection } from '../src/adapters/postgres/plumbing/database.ts'
import type { AppClock } from './app-clock.ts'
import { isNotYet } from './not-yet.ts'
import { persist } from './persist.ts'

const lookEvery = 500
/** Looks in a row that find nothing on its way: what was just done may owe something new. */
const quietLooks = 3
/** A retry's wait is cut short by moving the clock; later than this it is no retry. */
const longestRetry = 6 * 60_000

type Left = { readonly due: number; readonly waiting: number; readonly next: Date | null }

/**
 * Waits until nothing is on its way any more: what stays in doubt at a place that cannot be asked stays.
 * @param patienceMs how long it may be that nothing is finished
 * @returns the instant of the app's clock at which it had come to that; null when it did not
 */
export async function settle(db: Connection, clock: AppClock, patienceMs: number): Promise<Date | null> {
  let end = performance.now() + patienceMs
  let fewest = Number.POSITIVE_INFINITY
  let settledAt: Date | null = null
  for (let quiet = 0; quiet < quietLooks; await setTimeout(lookEvery)) {
    if (performance.now() > end) return null
    const now = await clock.now()
    const { due, waiting, next } = await persist(() => look(db, now))
    if (due + waiting < fewest) {
      fewest = due + waiting
      end = performance.now() + patienceMs
    }
    if (due === 0 && next !== null && next.getTime() - now.getTime() < longestRetry) await clock.moveTo(next)
    quiet = due + waiting === 0 ? quiet + 1 : 0
    settledAt = now
  }
  return settledAt
}

/** What is due or on its way, and what waits for its next try. */
async function look(db: Connection, now: Date): Promise<Left> {
  const { rows } = await sql<Left>`
    select
      count(*) filter (where not waits)::int as due,
      count(*) filter (where waits)::int as waiting,
      min(due_at) filter (where waits and due_at > ${now}) as next
    from (
      select d.due_at, d.status = 'pending' and (d.due_at > ${now} or ${waitsItsTurn}) as waits
      from deliveries d join places p on p.id = d.place
      where d.status in ('pending', 'sending', 'in-doubt')
        and not (d.status = 'in-doubt' and coalesce(p.address ->> 'platform', '') = 'teams')
        and not ${isNotYet(now)}
    ) unfinished`.execute(db)
  return rows[0] ?? { due: 0, waiting: 0, next: null }
}
