import { createRedisBackend, withBackend } from 'bullmq'
import { makeBackend } from './bullmq-classes.ts'
import type { OnQueueError, QueueBackend } from './job-queue.ts'

/** BullMQ on Redis: each queue and worker has connections of its own. */
export async function openRedisBackend(redisUrl: string, onError: OnQueueError): Promise<QueueBackend> {
  return makeBackend({
    kind: 'redis',
    classes: withBackend(createRedisBackend),
    // Without these an add hangs for as long as Redis is down, and so would the relay.
    producer: {
      connection: { url: redisUrl, maxRetriesPerRequest: 1, enableOfflineQueue: false },
      skipWaitingForReady: true,
      prefix,
    },
    consumer: { connection: { url: redisUrl, maxRetriesPerRequest: null }, prefix },
    onError,
    close: async () => undefined,
  })
}

const prefix = 'zerotouch'
