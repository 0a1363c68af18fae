import { migrateToLatest } from '../../adapters/postgres/migrating/migrate.ts'
import { patiently } from '../../adapters/postgres/plumbing/patiently.ts'
import { readConfig } from '../../config/config.ts'
import { composeApp } from '../compose-app.ts'
import { makeLogger } from '../make-logger.ts'
import { openClock } from '../open-clock.ts'
import { runJobs } from '../run-jobs.ts'

/** Serves chat, API and pages, and works off what is owed, until it is told to stop. */
export async function runServer(): Promise<void> {
  // A worker has no use for the way in from chat, the API and the pages: they take a second to load.
  const [{ serve }, { house, logger }] = await Promise.all([import('../serve.ts'), open()])
  const running = await serve(house, { pages: { sandbox: null, logger } })
  logger.info({ url: running.url }, 'serving')
  stopOnSignal(() => running.stop())
}

/** Only works off what is owed, until it is told to stop. */
export async function runWorker(): Promise<void> {
  const { house, logger } = await open()
  const jobs = await runJobs(house)
  logger.info({}, 'working')
  stopOnSignal(async () => {
    await jobs.stop()
    await house.close()
  })
}

/** How long a process waits at its start for a database that is starting, too, in milliseconds. */
const startsWithin = 10_000

async function open() {
  const config = readConfig()
  const logger = makeLogger(config.logLevel)
  await patiently(() => migrateToLatest(config.databaseUrl), startsWithin)
  return { house: await composeApp(config, await openClock(config, logger), logger), logger }
}

function stopOnSignal(stop: () => Promise<void>): void {
  const end = (): void => void stop().then(() => process.exit(0))
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
}
