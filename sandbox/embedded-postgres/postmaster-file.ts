import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { processFacts } from './process-identity.ts'

/** What a running server says of itself in its `postmaster.pid` (lines 1, 4 and 8 of that file). */
export type Postmaster = {
  pid: number
  port: number
  ready: boolean
  /** The program it runs from is no longer on the disk: the package was installed anew since. */
  outdated: boolean
}

/**
 * The server that holds a cluster, alive and really that server: its pid belongs to a `postgres` whose working
 * directory is the cluster. A pid that another program has been given since does not count.
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const lines = await readFile(lockFile(cluster), 'utf8').then(
    (text) => text.split('\n'),
    () => undefined,
  )
  const pid = Number(lines?.[0])
  if (!lines || !Number.isInteger(pid) || pid <= 1) return undefined
  const facts = await processFacts(pid)
  if (!facts || facts.workingDirectory !== cluster) return undefined
  const program = path.basename(facts.program)
  if (program !== 'postgres' && program !== 'postgres (deleted)') return undefined
  return {
    pid,
    port: Number(lines[3]),
    ready: lines[7]?.trim() === 'ready',
    outdated: program.endsWith('(deleted)'),
  }
}

/** Removes the lock that a server left behind; only to be called when {@link findPostmaster} finds none. */
export async function removeStaleLock(cluster: string): Promise<void> {
  await rm(lockFile(cluster), { force: true })
}

function lockFile(cluster: string): string {
  return path.join(cluster, 'postmaster.pid')
}
