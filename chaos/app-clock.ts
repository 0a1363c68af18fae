import { makeSandboxClockRepository } from '../src/adapters/postgres/operations/sandbox-clock-repository.ts'
import type { Connection } from '../src/adapters/postgres/plumbing/database.ts'
import { persist } from './persist.ts'

/** The clock that all processes of the rehearsal share. */
export type AppClock = {
  now(): Promise<Date>
  moveTo(instant: Date): Promise<void>
}

export function makeAppClock(db: Connection): AppClock {
  const offset = makeSandboxClockRepository(db)
  return {
    now: () => persist(async () => new Date(Date.now() + (await offset.read()))),
    moveTo: async (instant) => void (await persist(() => offset.advanceTo(instant.getTime() - Date.now()))),
  }
}
