import type { Command } from 'commander'
import { sandboxDirectory } from '../sandbox-file.ts'

/**
 * `zerotouch serve`, `worker`, `migrate` and `sandbox`: the processes. What they run is loaded when it is called: it takes
 * seconds, and counting a report must not wait for it.
 */
export function addServerCommands(program: Command): void {
  program
    .command('serve')
    .description('serve chat, API and pages, and work off what is owed')
    .action(async () => {
      const { runServer } = await import('./processes.ts')
      await runServer()
    })
  program
    .command('worker')
    .description('only work off what is owed, beside any number of others')
    .action(async () => {
      const { runWorker } = await import('./processes.ts')
      await runWorker()
    })
  program
    .command('migrate')
    .description('bring the database to the newest schema')
    .action(async () => {
      const { migrateToLatest } = await import('../../adapters/postgres/migrating/migrate.ts')
      const { databaseUrl } = await import('./target.ts')
      await migrateToLatest(await databaseUrl())
      console.log('The database has the newest schema.')
    })
  program
    .command('sandbox')
    .description('try everything on this machine: embedded Postgres, a Slack workspace, mail, sample clients')
    .option('--any-ports', 'take any free ports instead of the usual ones')
    .option('--no-teams', 'leave out Teams, that is Microsoft’s Agents Playground')
    .action(async (options: { anyPorts?: boolean; teams: boolean }) => {
      const { openSandbox } = await import('../../../sandbox/open-sandbox.ts')
      await openSandbox(sandboxDirectory(process.cwd()), options)
    })
}
