import { after, day, hour, isBefore } from '../domain/time/span.ts'
import type { Ports } from './ports/ports.ts'

/** Long after the last retry of a platform or a pipeline; an `Idempotency-Key` is promised for as long (docs/guides/api.md). */
const kept = 7 * day
/** The parts of a report that nobody closed, from the last one on. */
const partsKept = day
const lookEvery = hour
/** A short statement holds nobody up; what is left waits for the next one. */
const batchSize = 5_000

/** Forgets what old requests were answered, and what was done so long ago that no quota counts it: what nobody will ask again must not grow for ever. */
export function makeForgetAnswers(ports: Ports): () => Promise<void> {
  let next: Date | null = null
  return async () => {
    const now = ports.clock.now()
    if (next && isBefore(now, next)) return
    const forgotten = await ports.inTransaction(async (tx) =>
      Math.max(
        await tx.answers.forget(after(now, -kept), batchSize),
        await tx.quotas.forget(now, batchSize),
        await tx.reportParts.forget(after(now, -partsKept), batchSize),
      ),
    )
    next = forgotten < batchSize ? after(now, lookEvery) : null
  }
}
