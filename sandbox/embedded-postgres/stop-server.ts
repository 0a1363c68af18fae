import { findPostmaster, type Postmaster } from './postmaster-file.ts'
import { waitUntil } from './wait-until.ts'

/**
 * Postgres's fast shutdown (open transactions are rolled back, everything is on the disk), or, when that takes more
 * than a minute, its immediate one. Returns when the server is gone; does nothing when it already is.
 */
export async function stopServer(cluster: string, server: Postmaster): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 60_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    if (!(await runs(cluster, server))) return
    try {
      process.kill(server.pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
    const gone = await waitUntil(patience, async () => ((await runs(cluster, server)) ? undefined : true))
    if (gone) return
  }
  throw new Error(`the Postgres server ${server.pid} does not stop`)
}

async function runs(cluster: string, server: Postmaster): Promise<boolean> {
  return (await findPostmaster(cluster))?.pid === server.pid
}
