import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { loopbackPort } from './loopback-port.ts'
import { findPostmaster, type Postmaster, removeStaleLock } from './postmaster-file.ts'
import { type Account, plainEnvironment } from './run-program.ts'
import { clusterIn, type ServerHome } from './server-home.ts'
import type { ServerPrograms } from './server-programs.ts'
import { waitUntil } from './wait-until.ts'

const PATIENCE = 60_000
const ATTEMPTS = 20

const ALWAYS = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
/** What has been committed survives a kill as ever, but no failure of power. */
const DISPOSABLE = ['-c', 'fsync=off', '-c', 'full_page_writes=off']

/**
 * Starts the server of a cluster that has none, in a session of its own: neither Ctrl-C nor the death of this program
 * reaches it.
 *
 * @param options.port the port wished for; another one is taken when it is not free
 * @param options.disposable see {@link DISPOSABLE}
 * @returns the server once it accepts connections
 * @throws with the end of its log when it does not come up
 */
export async function launchServer(
  home: ServerHome,
  programs: ServerPrograms,
  account: Account,
  { port, disposable = false }: { port?: number; disposable?: boolean },
): Promise<Postmaster> {
  const logFile = path.join(home, 'server.log')
  for (let attempt = 1; ; attempt++) {
    await removeStaleLock(clusterIn(home))
    const from = await stat(logFile).then(
      (found) => found.size,
      () => 0,
    )
    const server = await tryLaunch(home, programs, account, await loopbackPort(port), disposable, logFile)
    if (server) return server
    const said = (await readFile(logFile, 'utf8')).slice(from).trim()
    // Someone may take the port between the look and the launch; and when a server was killed, its
    // children hold its shared memory for a moment longer. Both pass.
    const passing = /could not bind|could not create any TCP|shared memory block .* is still in use/.test(said)
    if (!passing || attempt === ATTEMPTS)
      throw new Error(`Postgres did not start: ${said.split('\n').at(-1)} (${logFile})`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function tryLaunch(
  home: ServerHome,
  programs: ServerPrograms,
  account: Account,
  port: number,
  disposable: boolean,
  logFile: string,
): Promise<Postmaster | undefined> {
  const cluster = clusterIn(home)
  const log = await open(logFile, 'a', 0o600)
  const server = spawn(
    programs.postgres,
    ['-D', cluster, '-p', String(port), ...ALWAYS, ...(disposable ? DISPOSABLE : [])],
    { ...account, cwd: '/', detached: true, env: plainEnvironment(), stdio: ['ignore', log.fd, log.fd] },
  )
  let over = false
  const exit = once(server, 'exit').finally(() => {
    over = true
  })
  exit.catch(() => undefined)
  await log.close()
  server.unref()
  const ready = await waitUntil(PATIENCE, async () => {
    if (over) return 'over'
    const found = await findPostmaster(cluster)
    return found?.pid === server.pid && found?.ready ? found : undefined
  })
  if (ready === undefined) throw new Error(`Postgres is not ready after ${PATIENCE / 1000} seconds (${logFile})`)
  return ready === 'over' ? undefined : ready
}
