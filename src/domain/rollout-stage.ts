import { after, day, hour, later } from './span.ts'
import type { UpdateStatus } from './update.ts'
import type { VerificationStatus } from './verification.ts'

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
export function stageOf(
  verification: VerificationStatus | null,
  updates: readonly UpdateStatus[],
): ClientStage | null {
  for (const [status, stage] of ofUpdates) if (updates.includes(status)) return stage
  return verification && ofVerification[verification]
}

/** Stages from which a client goes on by itself, or after a decision in triage, and of which no start is known yet. */
const unplanned: readonly ClientStage[] = ['to-verify', 'verifying', 'with-findings', 'ready']

/** Most windows come round weekly; of those that come monthly the end is only known once they are planned. */
const oneRound = 7 * day

/**
 * When a roll-out will have ended, as far as can be told: what is planned has its own end, and what is not planned yet
 * starts in some window after the notice period. What is blocked, held, stalled or failed waits for a person and is not
 * in it.
 * @param planned the end of the last start that is planned; null when none is
 * @returns null when nothing more is expected to happen
 */
export function estimateEnd(
  stages: Readonly<Record<ClientStage, number>>,
  planned: Date | null,
  noticeHours: number,
  now: Date,
): Date | null {
  if (unplanned.every((stage) => stages[stage] === 0)) return planned
  const assumed = after(now, noticeHours * hour + oneRound)
  return planned ? later(planned, assumed) : assumed
}
