import { Redis } from 'ioredis'
import { type Check, fine, orWrong, passwordsIn, patience } from './check.ts'

/** Whether the Redis that keeps the jobs answers. */
export const checkRedis = (url: string | null): Promise<Check> =>
  orWrong('jobs', passwordsIn(url ?? ''), async () => {
    if (url === null) return fine('jobs', 'kept in the database (REDIS_URL is not set)')
    const redis = new Redis(url, {
      lazyConnect: true,
      connectTimeout: patience,
      commandTimeout: patience,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
    })
    // What goes wrong is told by the call that met it.
    redis.on('error', () => undefined)
    try {
      await redis.connect()
      await redis.ping()
      return fine('jobs', `kept in Redis at ${new URL(url).host}`)
    } finally {
      redis.disconnect()
    }
  })
