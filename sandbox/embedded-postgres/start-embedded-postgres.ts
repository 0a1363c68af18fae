import { realpath } from 'node:fs/promises'
import { takeLock } from './exclusive-lock.ts'
import { launchServer } from './launch-server.ts'
import { makeCluster } from './make-cluster.ts'
import { openDatabase } from './open-database.ts'
import { findPostmaster } from './postmaster-file.ts'
import { reuseServer } from './reuse-server.ts'
import { serverAccount } from './server-account.ts'
import { clusterIn, makeDataDirectory, serverHome } from './server-home.ts'
import { packagedPrograms, preparePrograms } from './server-programs.ts'
import { stopServer } from './stop-server.ts'

export type EmbeddedPostgresOptions = {
  /** The directory that the database belongs to; made when missing. */
  dataDir: string
  /** The port wished for on 127.0.0.1; another one is taken when it is not free, or when a server is already up. */
  port?: number
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void }
  /** For tests: does not wait for the disk, so that a failure of power may damage it. A kill does not. */
  disposable?: boolean
  /** Where the programs are; those of the npm package when not given. */
  programs?: string
}

export type EmbeddedPostgres = {
  /** A connection string with the password, for the database `zerotouch`. */
  url: string
  port: number
  pid: number
  /** The server was already up: left by a program that was killed, or shared with one that still runs. */
  reused: boolean
  /** Shuts the server down, whoever started it, and returns when it is gone. */
  stop(): Promise<void>
}

const PATIENCE = 120_000

/**
 * A real Postgres for this one machine, reachable on 127.0.0.1 only. It outlives the program that started it when
 * that program is killed, and is then found again. Starts on the same directory wait for one another.
 *
 * @throws with one sentence that says what to do when no server can be had
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (process.platform !== 'linux') throw new Error('the embedded Postgres needs Linux: set DATABASE_URL')
  await makeDataDirectory(options.dataDir)
  const dataDir = await realpath(options.dataDir)
  return locked(dataDir, async () => {
    const account = await serverAccount()
    const home = await serverHome(dataDir, account, stopLeftover)
    const cluster = clusterIn(home)
    const programs = await preparePrograms(options.programs ?? packagedPrograms(), account)
    const password = await makeCluster(home, programs, account)
    const left = await reuseServer(cluster, password, options.log)
    const server = left?.server ?? (await launchServer(home, programs, account, options))
    const url = left?.url ?? (await openDatabase(server.port, password, cluster))
    const { pid, port } = server
    const reused = left !== undefined
    options.log.info({ pid, port, reused }, 'embedded Postgres is up')
    return { url, port, pid, reused, stop: () => locked(dataDir, () => stopServer(cluster, server)) }
  })
}

async function stopLeftover(cluster: string): Promise<void> {
  const server = await findPostmaster(cluster)
  if (server) await stopServer(cluster, server)
}

async function locked<Outcome>(dataDir: string, act: () => Promise<Outcome>): Promise<Outcome> {
  const release = await takeLock(dataDir, PATIENCE)
  if (!release)
    throw new Error(`another program is starting or stopping the database in ${dataDir} and does not finish`)
  try {
    return await act()
  } finally {
    await release()
  }
}
