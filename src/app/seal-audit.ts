import { after, isBefore, minute } from '../domain/time/span.ts'
import type { Ports } from './ports/ports.ts'

/** A short statement, so that it holds nobody up; what is left waits for the next round. */
const batchSize = 1_000

/**
 * Chains what the audit was told: once a minute, and not in the transactions that tell it, which would then wait for one
 * another until they commit (docs/decisions/0041).
 */
export function makeSealAudit(ports: Ports): () => Promise<void> {
  let next: Date | null = null
  return async () => {
    const now = ports.clock.now()
    if (next && isBefore(now, next)) return
    const sealed = await ports.withoutTransaction((tx) => tx.audit.seal(batchSize))
    next = sealed < batchSize ? after(now, minute) : null
  }
}
