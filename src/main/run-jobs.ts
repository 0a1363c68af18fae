import { queueNames } from '../adapters/jobs/job-handlers.ts'
import { openQueueBackend } from '../adapters/jobs/queue-backend.ts'
import type { QueueBoards } from '../adapters/jobs/queue-board.ts'
import { startJobs } from '../adapters/jobs/start-jobs.ts'
import type { House } from './compose-app.ts'

type RunningJobs = {
  /** Pages that show the queues, at a path of ours. */
  openBoards(path: string): QueueBoards
  stop(): Promise<void>
}

/** Works off what is owed, in this process. @returns how to look at it, and how to stop */
export async function runJobs(house: House, tickMs?: number): Promise<RunningJobs> {
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
  let boards: QueueBoards | null = null
  return {
    openBoards(path) {
      boards ??= backend.makeBoards(queueNames, path)
      return boards
    },
    async stop() {
      house.stop()
      await jobs.stop()
      await boards?.close()
      await backend.close()
    },
  }
}
