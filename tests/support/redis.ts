import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findRedis } from '../../chaos/find-redis.ts'
import { startRedis } from '../../chaos/redis-server.ts'

export type TestRedis = { readonly url: string; stop(): Promise<void> }

/**
 * The Redis of `REDIS_URL`, or one of the test's own on loopback. Where none can be had its half of the tests is left
 * out, loudly; under CI that is a failure.
 */
export async function startTestRedis(): Promise<TestRedis | null> {
  const given = process.env['REDIS_URL']
  if (given) return { url: given, stop: async () => undefined }
  try {
    const program = await findRedis()
    const directory = await mkdtemp(path.join(tmpdir(), 'zerotouch-redis-'))
    const server = await startRedis(program, directory)
    return {
      url: server.url,
      async stop() {
        await server.stop()
        await rm(directory, { recursive: true, force: true })
      },
    }
  } catch (error) {
    if (process.env['CI']) throw error
    console.warn(`NOT TESTED ON REDIS: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
}
