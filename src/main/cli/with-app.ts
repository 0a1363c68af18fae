import type { Ports } from '../../app/ports/ports.ts'
import type { App } from '../../app/use-cases/app.ts'

/**
 * Runs `use` with every use case on the database that the CLI speaks to, by the clock of that installation. What is owed
 * afterwards is found by the processes that serve it. Loaded when it is needed: other commands must not wait for it.
 */
export async function withApp<T>(use: (app: App) => Promise<T>): Promise<T> {
  const { makeApp } = await import('../../app/make-app.ts')
  return withPorts((ports) => use(makeApp(ports)))
}

/** The same, for what is no use case of the app. */
export async function withPorts<T>(use: (ports: Ports) => Promise<T>): Promise<T> {
  const [
    { databaseUrl },
    { openDatabase },
    { makeStore },
    { makeMovableClock },
    { makeSandboxClockRepository },
    { readCaseArchive },
    { readRules },
  ] = await Promise.all([
    import('./target.ts'),
    import('../../adapters/postgres/plumbing/database.ts'),
    import('../../adapters/postgres/in-transaction.ts'),
    import('../../adapters/clock/movable-clock.ts'),
    import('../../adapters/postgres/operations/sandbox-clock-repository.ts'),
    import('../../adapters/test-report/archive/case-archive.ts'),
    import('../../config/config.ts'),
  ])
  const rules = readRules()
  const db = openDatabase({ url: await databaseUrl(), maxConnections: 2 })
  try {
    const clock = await makeMovableClock(makeSandboxClockRepository(db), { refreshEveryMs: 0 })
    return await use({
      clock,
      rules,
      logger: silent,
      links: null,
      readCases: readCaseArchive,
      ...makeStore(db, [rules.defaultWindow]),
      wake: () => undefined,
    })
  } finally {
    await db.destroy()
  }
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
