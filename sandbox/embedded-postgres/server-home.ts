import { randomUUID } from 'node:crypto'
import { access, chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openPlace } from './open-place.ts'
import { type Account, runProgram } from './run-program.ts'

/** The directory that holds the cluster, its password and its log. */
export type ServerHome = string

const MOVED = 'moved-to.json'
const OWNER = 'owner'

/**
 * Where the server lives that belongs to `dataDir`: in it, or, when the server's account cannot pass the directories
 * above (a checkout under a closed home), in a place of its own that `dataDir` remembers. Nothing above is changed.
 *
 * @param discard called with the cluster of a `dataDir` of the same name that has since been removed, before it is deleted
 */
export async function serverHome(
  dataDir: string,
  account: Account,
  discard: (cluster: string) => Promise<void>,
): Promise<ServerHome> {
  if (!account) return dataDir
  const moved = await readFile(path.join(dataDir, MOVED), 'utf8').catch(() => undefined)
  if (moved === undefined && (await reaches(account, dataDir))) return dataDir
  if (moved === undefined && (await exists(clusterIn(dataDir)))) {
    throw new Error(
      `the database in ${dataDir} is out of reach of the account that runs it: a directory above was closed`,
    )
  }
  const home = await openPlace(dataDir)
  const owner = await readFile(path.join(home, OWNER), 'utf8').catch(() => undefined)
  if (moved !== undefined && owner === (JSON.parse(moved) as { owner: string }).owner) return home

  await discard(clusterIn(home))
  for (const entry of await readdir(home)) await rm(path.join(home, entry), { recursive: true })
  const mark = randomUUID()
  await writeFile(path.join(home, OWNER), mark)
  await writeFile(path.join(dataDir, MOVED), JSON.stringify({ home, owner: mark }))
  return home
}

export function clusterIn(home: ServerHome): string {
  return path.join(home, 'cluster')
}

/** Tried for real, because modes, access lists and mounts all have a say. */
async function reaches(account: NonNullable<Account>, directory: string): Promise<boolean> {
  const probe = await mkdtemp(path.join(directory, 'probe-'))
  try {
    await chown(probe, account.uid, account.gid)
    await runProgram('/bin/sh', ['-c', 'cd "$1" && : > try', 'sh', probe], account)
    return true
  } catch {
    return false
  } finally {
    await rm(probe, { recursive: true, force: true })
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

/** Makes `dataDir` when it is missing, passable for the server's account as far as this directory itself goes. */
export async function makeDataDirectory(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o755 })
}
