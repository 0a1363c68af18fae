import { openDatabase } from './open-database.ts'
import { findPostmaster, type Postmaster } from './postmaster-file.ts'
import { stopServer } from './stop-server.ts'
import { waitUntil } from './wait-until.ts'

const PATIENCE = 60_000

/**
 * The server that already holds a cluster, when it can be gone on with. One that does not answer, or that runs from
 * programs which are no longer installed, is stopped, so that a new one can take its place.
 */
export async function reuseServer(
  cluster: string,
  password: string,
  log: { warn(fields: object, message: string): void },
): Promise<{ server: Postmaster; url: string } | undefined> {
  const left = await waitUntil(PATIENCE, async () => {
    const found = await findPostmaster(cluster)
    if (!found) return 'none'
    return found.ready || found.outdated ? found : undefined
  })
  if (left === 'none') return undefined
  const server = left ?? (await findPostmaster(cluster))
  if (!server) return undefined
  if (server.ready && !server.outdated) {
    const url = await openDatabase(server.port, password, cluster).catch(() => undefined)
    if (url !== undefined) return { server, url }
  }
  log.warn({ pid: server.pid }, 'a Postgres server was left that does not answer: stopping it')
  await stopServer(cluster, server)
  return undefined
}
