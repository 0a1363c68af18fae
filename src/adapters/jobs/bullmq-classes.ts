import type { BackendClasses, IQueueBackend, Queue, QueueOptions, WorkerOptions } from 'bullmq'
import type { OnQueueError, QueueBackend } from './job-queue.ts'
import { makeQueueBoards } from './queue-board.ts'

type Parts<Backend extends IQueueBackend, Connection> = {
  readonly kind: QueueBackend['kind']
  readonly classes: BackendClasses<Backend, Connection>
  readonly producer: QueueOptions<Connection>
  readonly consumer: WorkerOptions<Connection>
  readonly onError: OnQueueError
  close(): Promise<void>
}

/** The ids of its rows, apart by spaces. */
type JobData = { readonly row: string }

// A finished job must free its id at once: a delivery that was put off has to be queued again under the same one.
const jobOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const

const workerOptions = {
  // The job of a killed worker runs again after these two; what it did is safe in its row.
  lockDuration: 10_000,
  stalledInterval: 3_000,
  // Every death of a worker counts once, and a job is never to be given up for that.
  maxStalledCount: 1_000,
  runRetryDelay: 1_000,
} as const

/** Queues and workers of BullMQ, behind what the rest of the house sees of them. */
export const makeBackend = <Backend extends IQueueBackend, Connection>({
  kind,
  classes,
  producer,
  consumer,
  onError,
  close,
}: Parts<Backend, Connection>): QueueBackend => ({
  kind,
  close,
  makeQueue(name) {
    const queue = new classes.Queue<JobData, void>(name, { ...producer, defaultJobOptions: jobOptions })
    queue.on('error', (error) => onError(error, `queue ${name}`))
    return {
      async add(jobs) {
        const timestamp = Date.now()
        await queue.addBulk(
          jobs.map(({ id, name, rows, at }) => ({
            name,
            data: { row: rows.join(' ') },
            opts: { jobId: id, timestamp, delay: at === null ? 0 : Math.max(0, at - timestamp) },
          })),
        )
      },
      close: () => queue.close(),
    }
  },
  makeBoards: (names, path) =>
    makeQueueBoards(
      names.map((name) => {
        const queue = new classes.Queue(name, { ...producer, defaultJobOptions: jobOptions })
        queue.on('error', (error) => onError(error, `board of ${name}`))
        // bull-board's types know queues on Redis only; it works with those of every backend.
        return queue as unknown as Queue
      }),
      path,
    ),
  makeWorker(name, handle, { concurrency }) {
    const worker = new classes.Worker<JobData, void>(
      name,
      (job) => handle({ id: job.id ?? '', name: job.name, rows: job.data.row.split(' ') }),
      { ...consumer, ...workerOptions, concurrency },
    )
    worker.on('error', (error) => onError(error, `worker ${name}`))
    return {
      ready: async () => void (await worker.waitUntilReady()),
      close: () => worker.close(),
    }
  },
})
