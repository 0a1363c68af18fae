import { createRedisBackend, withBackend } from 'bullmq'
import { Redis } from 'ioredis'
import { makeBackend } from './bullmq-classes.ts'
import type { OnQueueError, QueueBackend } from './job-queue.ts'

// Redis is often shared; BullMQ's own prefix is everybody's.
const prefix = 'zerotouch'

/**
 * BullMQ on Redis. The producers share a connection; each worker has two of its own.
 * @throws when Redis cannot be reached now; later it may go and come back
 */
export async function openRedisBackend(redisUrl: string, onError: OnQueueError): Promise<QueueBackend> {
  // Otherwise an add hangs for as long as Redis is down, and the relay with it. BullMQ gives such a connection up for
  // ever when it is not ready yet, so it is made ready first.
  const producer = new Redis(redisUrl, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    lazyConnect: true,
  })
  producer.on('error', (error) => onError(error, 'redis'))
  await producer.connect().catch((error: unknown) => {
    producer.disconnect()
    throw new Error('Redis cannot be reached', { cause: error })
  })
  return makeBackend({
    kind: 'redis',
    classes: withBackend(createRedisBackend),
    producer: { connection: producer, skipWaitingForReady: true, prefix },
    consumer: { connection: { url: redisUrl, maxRetriesPerRequest: null }, prefix },
    onError,
    close: async () => producer.disconnect(),
  })
}
