import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Connection } from '../src/adapters/postgres/plumbing/database.ts'
import type { AppClock } from './app-clock.ts'
import type { FaultPlan } from './faults/fault-plan.ts'
import type { Killer } from './faults/killer.ts'
import { isNotYet } from './not-yet.ts'
import { persist } from './persist.ts'

/** What a run must have done before it may end: one that did less has shown little. */
const least = { owed: 501, kills: 5, faults: 50 } as const
/** On a machine that is busy with other things it takes so many milliseconds longer, at most. */
const patience = 60_000
const lookEvery = 1_000

type Parts = {
  readonly db: Connection
  readonly clock: AppClock
  readonly killer: Killer
  readonly faultPlan: FaultPlan
}

/** Says when the load and the killing are over: after their time, and not before they have done something. */
export type End = {
  isOver(): boolean
  /** Ends it now. */
  now(): void
  /** Looks at what has been done until it is over. */
  watch(): Promise<void>
}

export function makeEnd(seconds: number, { db, clock, killer, faultPlan }: Parts): End {
  const end = performance.now() + seconds * 1_000
  let enough = false
  let ended = false
  const isOver = (): boolean => {
    const late = performance.now() - end
    return ended || (late > 0 && (enough || late > patience))
  }
  return {
    isOver,
    now() {
      ended = true
    },
    async watch() {
      for (; !isOver() && !enough; await setTimeout(lookEvery)) {
        if (killer.kills < least.kills || faultPlan.faults < least.faults) continue
        enough = (await persist(async () => owedSoFar(db, await clock.now()))) >= least.owed
      }
    },
  }
}

async function owedSoFar(db: Connection, now: Date): Promise<number> {
  const { rows } = await sql<{ owed: number }>`
    select count(*)::int as owed from deliveries d where d.status <> 'suppressed' and not ${isNotYet(now)}`.execute(db)
  return rows[0]?.owed ?? 0
}
