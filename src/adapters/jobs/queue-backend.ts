import type { OnQueueError, QueueBackend } from './job-queue.ts'
import { openPostgresBackend } from './postgres-backend.ts'
import { openRedisBackend } from './redis-backend.ts'

export type { QueueBackend } from './job-queue.ts'

export type QueueBackendOptions = {
  readonly databaseUrl: string
  /** With it the jobs live in Redis instead of Postgres. */
  readonly redisUrl?: string
  readonly onError: OnQueueError
}

/**
 * Opens what keeps the jobs: Redis when a URL is given, otherwise the schema `bullmq` of the database, which is made
 * or brought up to date first.
 */
export const openQueueBackend = ({ databaseUrl, redisUrl, onError }: QueueBackendOptions): Promise<QueueBackend> => {
  const tell = notTwice(onError)
  return redisUrl ? openRedisBackend(redisUrl, tell) : openPostgresBackend(databaseUrl, tell)
}

const silenceMs = 10_000

/** When the server goes away, every connection of every queue and worker says so: it is told once. */
function notTwice(tell: OnQueueError): OnQueueError {
  const told = new Map<string, number>()
  return (error, where) => {
    const now = performance.now()
    const last = told.get(error.message)
    if (last !== undefined && now - last < silenceMs) return
    if (told.size > 100) told.clear()
    told.set(error.message, now)
    tell(error, where)
  }
}
