import type { SendOutcome } from '../../app/ports/delivery-ports.ts'

/** For a call that may be made twice: where its answer was lost there is no doubt, it is made again. */
export const certainOutcome = (outcome: SendOutcome): SendOutcome =>
  outcome.kind === 'in-doubt' ? { kind: 'retry', reason: outcome.reason, afterMs: null } : outcome
