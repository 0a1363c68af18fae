import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findRedis } from '../chaos/find-redis.ts'
import { startRedis } from '../chaos/redis-server.ts'

/** Measures on a Redis of its own. */
export async function onRedis(measure: (url: string) => Promise<void>): Promise<void> {
  const program = await findRedis()
  const folder = await mkdtemp(path.join(tmpdir(), 'zerotouch-bench-'))
  const server = await startRedis(program, folder)
  try {
    await measure(server.url)
  } finally {
    await server.stop()
    await rm(folder, { recursive: true })
  }
}
