import { openQueueBackend } from '../adapters/jobs/queue-backend.ts'
import { startJobs } from '../adapters/jobs/start-jobs.ts'
import type { House } from './open-house.ts'

/** Works off what is owed, in this process. @returns how to stop */
export async function runJobs(house: House, tickMs?: number): Promise<{ stop(): Promise<void> }> {
  const { config, ports, work } = house
  const backend = await openQueueBackend({
    databaseUrl: config.databaseUrl,
    ...(config.redisUrl && { redisUrl: config.redisUrl }),
    onError: (err, where) => ports.logger.warn({ err, where }, 'the queue met an error'),
  })
  const jobs = await startJobs({
    work,
    backend,
    logger: ports.logger,
    // A place in the queue for each copy that this process could be at work on.
    concurrency: { verifications: config.verification.concurrency },
    ...(tickMs !== undefined && { tickMs }),
  })
  house.onWake((what) => jobs.wake(what))
  return {
    async stop() {
      house.stop()
      await jobs.stop()
      await backend.close()
    },
  }
}
