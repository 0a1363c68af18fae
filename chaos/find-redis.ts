import { execFile } from 'node:child_process'
import { access, mkdir, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const names = ['redis-server', 'valkey-server'] as const

/**
 * A Redis server's program: one on the PATH, one that Debian's packages install (as root), or one unpacked from them,
 * which needs no rights.
 * @throws with one sentence that says what to do when none can be had
 */
export async function findRedis(): Promise<string> {
  const found = (await onPath()) ?? (await unpacked())
  if (found) return found
  try {
    if (process.getuid?.() === 0) {
      await run('apt-get', ['install', '-qq', '-y', '--no-install-recommends', 'redis-server'])
      const installed = await onPath()
      if (installed) return installed
    }
    await unpack()
  } catch (error) {
    throw new Error('There is no redis-server or valkey-server: install one', { cause: error })
  }
  const program = await unpacked()
  if (program) return program
  throw new Error('There is no redis-server or valkey-server: install one')
}

async function onPath(): Promise<string | null> {
  for (const directory of (process.env['PATH'] ?? '').split(path.delimiter))
    for (const name of names) {
      const file = path.join(directory, name)
      if (await exists(file)) return file
    }
  return null
}

const packages = path.join(tmpdir(), `zerotouch-redis-${process.getuid?.() ?? 0}`)
const program = path.join(packages, 'usr', 'bin', 'redis-check-rdb')

/** In Debian `redis-server` is a link to this one, in the package of the tools. */
async function unpacked(): Promise<string | null> {
  const server = path.join(path.dirname(program), 'redis-server')
  return (await exists(server)) ? server : null
}

async function unpack(): Promise<void> {
  await mkdir(packages, { recursive: true })
  const wanted = ['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1', 'liblua5.1-0', 'lua-cjson', 'lua-bitop']
  await run('apt-get', ['download', ...wanted], { cwd: packages })
  for (const file of await readdir(packages))
    if (file.endsWith('.deb')) await run('dpkg', ['-x', path.join(packages, file), packages])
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )
