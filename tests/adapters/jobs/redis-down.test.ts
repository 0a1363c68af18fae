import { afterAll, beforeAll, expect, it } from 'vitest'
import { findRedis } from '../../../chaos/find-redis.ts'
import { type RedisServer, startRedis } from '../../../chaos/redis-server.ts'
import { openQueueBackend, type QueueBackend } from '../../../src/adapters/jobs/queue-backend.ts'
import { makeTemporaryDirectory } from '../../support/temporary-directory.ts'

let redis: RedisServer | null = null
let backend: QueueBackend | null = null
// A Redis of its own: it is taken away.
beforeAll(async () => {
  const program = await findRedis().catch((error: unknown) => {
    if (process.env['CI']) throw error
    return null
  })
  if (program) redis = await startRedis(program, await makeTemporaryDirectory())
})
afterAll(() => backend?.close())

it('who queues something while Redis is down hears so at once, and does not hang', async ({ skip }) => {
  if (!redis) return skip('NOT TESTED: no Redis')
  const open = () => openQueueBackend({ databaseUrl: '', redisUrl: redis?.url ?? '', onError: () => undefined })
  backend = await open()
  const queue = backend.makeQueue('deliveries')
  const job = { id: 'dl-D-1', name: 'send-delivery', rows: ['D-1'], at: null }
  await queue.add([job])
  await redis.stop()
  const asked = performance.now()
  await expect(queue.add([{ ...job, id: 'dl-D-2' }])).rejects.toThrow()
  await expect(open()).rejects.toThrow('Redis cannot be reached')
  expect(performance.now() - asked).toBeLessThan(10_000)
  await queue.close().catch(() => undefined)
})
