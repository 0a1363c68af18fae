import type { Work } from '../../app/ports/work.ts'
import { jobNames, type QueueName } from './job-handlers.ts'

/** A try of a row that Postgres owes. */
export type OwedRow = {
  /** Names the try: whoever finds it owed names it alike. */
  readonly key: string
  /** The name of the job that does it. */
  readonly name: string
  readonly row: string
  /** When it may be done, in milliseconds of this machine's clock; null for at once. */
  readonly at: number | null
}

/** What Postgres owes of one queue, at most `window` rows. */
export type FindOwed = (window: number) => Promise<readonly OwedRow[]>

/** Where each queue's jobs come from. */
export const owedJobs = (work: Work): Readonly<Record<QueueName, FindOwed>> => ({
  async deliveries(window) {
    const due = await work.dueDeliveries(window)
    // The try is part of the key: the job of one that was cut off, which the queue still holds, is not in the next one's way.
    return due.map(({ id, attempt }) => ({
      key: `dl-${id}-${attempt}`,
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
      // The moment is part of the key: a start that moved, or whose clock jumped, is another job, and what is left of
      // the old one finds nothing to do.
      return { key: `st-${id}-${revision}-${Math.floor(at / 1000)}`, name: jobNames.starts, row: id, at }
    })
  },
  async verifications(window) {
    const due = await work.dueVerifications(window)
    return due.map(({ id, attempt }) => ({
      key: `vf-${id}-${attempt}`,
      name: jobNames.verifications,
      row: id,
      at: null,
    }))
  },
})
