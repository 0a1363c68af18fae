import { createHash } from 'node:crypto'
import type { QueuedJob } from './job-queue.ts'
import type { OwedRow } from './owed-jobs.ts'

/** How many rows a job stands for at most. */
export const rowsInAJob = { deliveries: 50, starts: 1, verifications: 1 } as const

/** A job, and the keys of the tries that it stands for. */
export type PackedJob = QueuedJob & { readonly keys: readonly string[] }

/**
 * Puts tries of rows into jobs, in their order; what is not to be done at once stands alone. Whoever packs the same ones makes
 * jobs of the same ids, so that a queue takes them once.
 */
export function packJobs(owed: readonly OwedRow[], most: number): readonly PackedJob[] {
  const jobs: PackedJob[] = []
  const atOnce = owed.filter(({ at }) => at === null)
  for (let from = 0; from < atOnce.length; from += most) jobs.push(jobOf(atOnce.slice(from, from + most)))
  return [...jobs, ...owed.filter(({ at }) => at !== null).map((one) => jobOf([one]))]
}

function jobOf(owed: readonly OwedRow[]): PackedJob {
  const [first] = owed
  if (!first) throw new Error('a job stands for one row at least')
  const keys = owed.map(({ key }) => key)
  const others = keys.length === 1 ? '' : `+${keys.length - 1}-${digestOf(keys)}`
  return { keys, id: `${first.key}${others}`, name: first.name, at: first.at, rows: owed.map(({ row }) => row) }
}

const digestOf = (keys: readonly string[]): string =>
  createHash('sha256').update(keys.join(' ')).digest('base64url').slice(0, 12)
