import type { VerificationStatus } from '../findings/verification.ts'
import type { UpdateStatus } from '../updates/update.ts'

/** How far a release has come at one client, in the order in which things go well; a client is at one stage only. */
export const clientStages = [
  /** Its copy waits to be verified. */
  'to-verify',
  'verifying',
  /** Nobody could verify its copy, however often it was tried. */
  'unverified',
  'with-findings',
  /** A failure was confirmed. */
  'blocked',
  /** Verified, and nothing is planned yet. */
  'ready',
  'scheduled',
  'held',
  'updating',
  'stalled',
  'failed',
  'cancelled',
  'done',
  /** A newer release took its place. */
  'replaced',
] as const
export type ClientStage = (typeof clientStages)[number]

/** What decides about a client with two systems: what needs somebody's eye comes first, what is over comes last. */
const ofUpdates: readonly (readonly [UpdateStatus, ClientStage])[] = [
  ['failed', 'failed'],
  ['stalled', 'stalled'],
  ['updating', 'updating'],
  ['held', 'held'],
  ['scheduled', 'scheduled'],
  ['cancelled', 'cancelled'],
  ['updated', 'done'],
  ['superseded', 'replaced'],
]

const ofVerification: Readonly<Record<VerificationStatus, ClientStage | null>> = {
  requested: 'to-verify',
  copying: 'verifying',
  updating: 'verifying',
  checking: 'verifying',
  silent: 'verifying',
  failed: 'unverified',
  reported: 'with-findings',
  blocked: 'blocked',
  passed: 'ready',
  obsolete: null,
}

/**
 * @param verification of its copy for the release; null where there is none
 * @param updates the newest of each of its systems for the release
 * @returns null for a client that the release does not concern
 */
export function stageOf(verification: VerificationStatus | null, updates: readonly UpdateStatus[]): ClientStage | null {
  for (const [status, stage] of ofUpdates) if (updates.includes(status)) return stage
  return verification && ofVerification[verification]
}
