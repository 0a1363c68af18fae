import { makeMovableClock } from '../adapters/clock/movable-clock.ts'
import { makeSystemClock } from '../adapters/clock/system-clock.ts'
import { makeSandboxClockRepository } from '../adapters/postgres/operations/sandbox-clock-repository.ts'
import { openDatabase } from '../adapters/postgres/plumbing/database.ts'
import type { Clock, Logger } from '../app/ports/ports.ts'
import type { Config } from '../config/config.ts'

/** The time of day; in a rehearsal that of the database, which all processes share and which can be moved ahead. */
export async function openClock({ rehearsal, databaseUrl }: Config, logger: Logger): Promise<Clock> {
  if (!rehearsal) return makeSystemClock()
  const onError = (err: unknown) => logger.warn({ err }, 'the clock of the rehearsal could not be read')
  const db = openDatabase({
    url: databaseUrl,
    applicationName: 'zerotouch clock',
    maxConnections: 1,
    onError,
  })
  return makeMovableClock(makeSandboxClockRepository(db), { onError })
}
