import type { Work } from '../../app/ports/work.ts'
import { jobNames, type QueueName } from './job-handlers.ts'
import type { QueuedJob } from './job-queue.ts'

/** What Postgres owes, as jobs of one queue, at most `window` of them. */
export type FindOwed = (window: number) => Promise<readonly QueuedJob[]>

/** Where each queue's jobs come from. */
export const owedJobs = (work: Work): Readonly<Record<QueueName, FindOwed>> => ({
  async deliveries(window) {
    const due = await work.dueDeliveries(window)
    // The try is part of the id: the job of one that was cut off, which the queue still holds, is not in the next one's way.
    return due.map(({ id, attempt }) => ({
      id: `dl-${id}-${attempt}`,
      name: jobNames.deliveries,
      row: id,
      at: null,
    }))
  },
  async starts(window) {
    const due = await work.dueStarts(window)
    // The milliseconds left are counted from the answer, so a start is never early.
    const answered = Date.now()
    return due.map(({ id, revision, inMs }) => {
      const at = answered + inMs
      // The moment is part of the id: a start that moved, or whose clock jumped, is another job, and what is left of
      // the old one finds nothing to do.
      return { id: `st-${id}-${revision}-${Math.floor(at / 1000)}`, name: jobNames.starts, row: id, at }
    })
  },
  async verifications(window) {
    const due = await work.dueVerifications(window)
    return due.map(({ id, attempt }) => ({
      id: `vf-${id}-${attempt}`,
      name: jobNames.verifications,
      row: id,
      at: null,
    }))
  },
})
