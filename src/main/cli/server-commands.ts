import type { Command } from 'commander'
import { makeSystemClock } from '../../adapters/clock/system-clock.ts'
import { migrateToLatest } from '../../adapters/postgres/migrate.ts'
import { readConfig } from '../../config/config.ts'
import { makeLogger } from '../make-logger.ts'
import { openHouse } from '../open-house.ts'
import { runSandbox } from '../sandbox/run-sandbox.ts'
import { sandboxDirectory } from '../sandbox/sandbox-file.ts'
import { runJobs, serve } from '../serve.ts'
import { databaseUrl } from './target.ts'

/** `zerotouch serve`, `worker`, `migrate` and `sandbox`: the processes. */
export function addServerCommands(program: Command): void {
  program
    .command('serve')
    .description('serve chat, API and pages, and work off what is owed')
    .action(async () => {
      const { house, logger } = await open()
      const running = await serve(house, { pages: { sandbox: null, logger } })
      logger.info({ url: running.url }, 'serving')
      stopOnSignal(() => running.stop())
    })
  program
    .command('worker')
    .description('only work off what is owed, beside any number of others')
    .action(async () => {
      const { house, logger } = await open()
      const jobs = await runJobs(house)
      logger.info({}, 'working')
      stopOnSignal(async () => {
        await jobs.stop()
        await house.close()
      })
    })
  program
    .command('migrate')
    .description('bring the database to the newest schema')
    .action(async () => {
      await migrateToLatest(await databaseUrl())
      console.log('The database has the newest schema.')
    })
  program
    .command('sandbox')
    .description('try everything on this machine: embedded Postgres, a Slack workspace, mail, sample clients')
    .option('--any-ports', 'take any free ports instead of the usual ones')
    .action((options: { anyPorts?: boolean }) => runSandbox(sandboxDirectory(process.cwd()), options))
}

async function open() {
  const config = readConfig()
  const logger = makeLogger(config.logLevel)
  await migrateToLatest(config.databaseUrl)
  return { house: await openHouse(config, makeSystemClock(), logger), logger }
}

function stopOnSignal(stop: () => Promise<void>): void {
  const end = (): void => void stop().then(() => process.exit(0))
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
}
