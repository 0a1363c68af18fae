import { randomBytes } from 'node:crypto'
import { access, chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Account, runProgram } from './run-program.ts'
import { clusterIn, type ServerHome } from './server-home.ts'
import type { ServerPrograms } from './server-programs.ts'

const UNFINISHED = 'cluster.unfinished-'

/** Fixed when the cluster is made, whatever the machine's own locale, zone and Postgres habits are. */
const INITDB_FLAGS = [
  '--username=postgres',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--data-checksums',
  '--set=listen_addresses=127.0.0.1',
  '--set=unix_socket_directories=',
  '--set=fsync=on',
  '--set=timezone=UTC',
  '--set=log_timezone=UTC',
  '--set=max_connections=200',
]

/**
 * Makes the cluster in `home` unless it is there. It appears in one step when it is whole, so that a kill half-way
 * leaves nothing that looks like a database.
 *
 * @returns the superuser's password, which is kept beside the cluster and readable by its owner only
 */
export async function makeCluster(home: ServerHome, programs: ServerPrograms, account: Account): Promise<string> {
  const passwordFile = path.join(home, 'password')
  await removeUnfinished(home)
  if (await exists(clusterIn(home))) return readFile(passwordFile, 'utf8')
  const password = randomBytes(24).toString('base64url')
  await rm(passwordFile, { force: true })
  await writeFile(passwordFile, password, { mode: 0o600 })
  await initialise(home, password, programs, account)
  return password
}

async function initialise(
  home: ServerHome,
  password: string,
  programs: ServerPrograms,
  account: Account,
): Promise<void> {
  const unfinished = path.join(home, `${UNFINISHED}${randomBytes(6).toString('hex')}`)
  const [data, secret] = [path.join(unfinished, 'data'), path.join(unfinished, 'secret')]
  await mkdir(data, { recursive: true, mode: 0o700 })
  await writeFile(secret, password, { mode: 0o600 })
  if (account) {
    for (const entry of [secret, data, unfinished]) await chown(entry, account.uid, account.gid)
  }
  await runProgram(programs.initdb, [`--pgdata=${data}`, `--pwfile=${secret}`, ...INITDB_FLAGS], account)
  await rename(data, clusterIn(home))
  await rm(unfinished, { recursive: true })
  const directory = await open(home)
  await directory.sync()
  await directory.close()
}

async function removeUnfinished(home: ServerHome): Promise<void> {
  for (const entry of await readdir(home)) {
    if (!entry.startsWith(UNFINISHED)) continue
    // The initdb of a program that was killed may still be writing there: then the next start removes it.
    await rm(path.join(home, entry), { recursive: true, force: true }).catch(() => undefined)
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
