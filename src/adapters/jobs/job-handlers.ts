import type { HandleJob } from './job-queue.ts'

/** Every kind of job, by the queue that carries it. */
export const jobNames = {
  deliveries: 'send-delivery',
  starts: 'start-update',
  verifications: 'run-verification',
} as const

export type QueueName = keyof typeof jobNames
export type JobName = (typeof jobNames)[QueueName]

export const queueNames = Object.keys(jobNames) as readonly QueueName[]

export type JobHandler = { readonly job: JobName; readonly handle: (rows: readonly string[]) => Promise<void> }

/**
 * Finds the handler of every job before any is taken.
 * @throws when a kind of job has no handler, or more than one
 */
export function handlersByJob(handlers: readonly JobHandler[]): ReadonlyMap<JobName, JobHandler['handle']> {
  const byJob = new Map<JobName, JobHandler['handle']>()
  for (const name of Object.values(jobNames)) {
    const [handler, ...others] = handlers.filter(({ job }) => job === name)
    if (!handler || others.length > 0) {
      throw new Error(`the job ${name} has ${handler ? 'more than one handler' : 'no handler'}`)
    }
    byJob.set(name, handler.handle)
  }
  return byJob
}

/** @returns what a worker runs: the handler of the job's name. A job of an unknown name is an error of that job. */
export const dispatch =
  (handlers: ReadonlyMap<JobName, JobHandler['handle']>): HandleJob =>
  async ({ name, rows }) => {
    const handle = handlers.get(name as JobName)
    if (!handle) throw new Error(`no handler for a job named ${name}`)
    await handle(rows)
  }
