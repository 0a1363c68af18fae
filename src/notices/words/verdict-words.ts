import type { Finding } from '../../domain/findings/finding.ts'
import type { AcceptReason, Verdict } from '../../domain/findings/verdict.ts'
import { showDay } from '../../domain/time/show-time.ts'

export const reasonWord: Readonly<Record<AcceptReason, string>> = {
  'not-caused-by-the-update': 'not caused by the update',
  known: 'known',
  flaky: 'flaky',
  environment: 'environment',
}

/** @returns e.g. `accepted by Sam on Tue 3 Nov 2026: flaky`; for the vendor only. Days are those of UTC. */
export function verdictWords({ decision, by, at, reason, ticket }: Verdict): string {
  const why = reason ? reasonWord[reason] : ticket
  return `${decision} by ${by.name} on ${showDay(at, 'UTC')}${why ? `: ${why}` : ''}`
}

/** @returns who has a finding in hand, or what became of it; for the vendor only */
export function stateWords({ status, claimedBy, verdict }: Finding): string {
  if (status === 'open') return 'open'
  if (status === 'claimed') return `claimed by ${claimedBy?.name ?? 'a specialist'}`
  return verdict && verdict.decision === status ? verdictWords(verdict) : status
}
