import { after, minute } from '../time/span.ts'

/** The work on a *copy* of a client's live environment: copy it, update the copy, check it, report (DESIGN 3). */
export type VerificationStatus =
  | 'requested'
  | 'copying'
  | 'updating'
  | 'checking'
  | 'reported'
  | 'passed'
  | 'blocked'
  | 'silent'
  | 'failed'
  | 'obsolete'

export type Verification = {
  readonly id: string
  readonly client: string
  readonly release: string
  readonly status: VerificationStatus
  /** 1 for the first try; at most `maxAttempts`. */
  readonly attempt: number
  readonly requestedAt: Date
  /** When its first step was told; from then on a card stands for it in the client's channel. */
  readonly startedAt: Date | null
  /** Not handed to a runner before this. */
  readonly dueAt: Date
  /** The runner's last word: a step or the report. */
  readonly heardAt: Date
  /** Why the last try came to nothing, in the runner's words: for the vendor only. */
  readonly detail: string | null
  /** It passed by a decision, and the client has yet to be scheduled. */
  readonly goAheadOwed: boolean
  /** The health report it brought, if any. */
  readonly report: string | null
  readonly revision: number
}

export const maxAttempts = 3

/** A runner that says it failed may fail for something that passes: it is asked again after so long, times the try. */
export const retryPause = 10 * minute

/** The steps a runner reports, in order. */
export const verificationSteps = ['copying', 'updating', 'checking'] as const
export type VerificationStep = (typeof verificationSteps)[number]

const running: readonly VerificationStatus[] = ['requested', 'copying', 'updating', 'checking', 'silent']
const decided: readonly VerificationStatus[] = ['reported', 'passed', 'blocked']
/** Of these something is still to be heard, or to be decided. */
export const undone: readonly VerificationStatus[] = [...running, 'reported', 'blocked']

/** Whether the runner's result is still awaited. */
export const awaitsReport = (status: VerificationStatus): boolean => running.includes(status)
export const isReported = (status: VerificationStatus): boolean => decided.includes(status)

/** Whether findings on the copy stop the release at the client: nothing may be scheduled while one is open or confirmed. */
export const stopsUpdates = (status: VerificationStatus): boolean => status === 'reported' || status === 'blocked'

/** Whether a runner may report `step` now: steps only go forward, and a repeated one changes nothing. */
export function mayReportStep(status: VerificationStatus, step: VerificationStep): boolean {
  if (status === 'requested' || status === 'silent') return true
  const reached = (verificationSteps as readonly VerificationStatus[]).indexOf(status)
  return reached !== -1 && verificationSteps.indexOf(step) >= reached
}

/**
 * Whether a word comes from a try that is over.
 * @param attempt the try that the runner names; null where it names none, as a person's own script may
 */
export const isOfEarlierTry = (verification: Pick<Verification, 'attempt'>, attempt: number | null): boolean =>
  attempt !== null && attempt < verification.attempt

/**
 * A try that came to nothing: by itself tried again, at most `maxAttempts` times in all. Silence has cost hours already,
 * so the next try is due at once; who says that it failed is asked again after a pause.
 * @param why `silence`, or the runner's own words
 */
export function tryFailed(
  verification: Verification,
  why: { readonly kind: 'silence' } | { readonly kind: 'said'; readonly detail: string },
  now: Date,
): Verification {
  const { attempt } = verification
  const detail = why.kind === 'said' ? why.detail : null
  if (attempt >= maxAttempts) return { ...verification, status: 'failed', detail }
  const next = { ...verification, attempt: attempt + 1, heardAt: now, detail }
  return why.kind === 'silence'
    ? { ...next, status: 'silent', dueAt: now }
    : { ...next, status: 'requested', dueAt: after(now, attempt * retryPause) }
}

/** What a reported verification is, given its findings: it passes when none is open or confirmed (DESIGN 2.5). */
export function verdictOf(findings: readonly { readonly status: FindingState }[]): 'passed' | 'blocked' | 'reported' {
  if (findings.some((finding) => finding.status === 'confirmed')) return 'blocked'
  return findings.every((finding) => finding.status === 'accepted' || finding.status === 'obsolete')
    ? 'passed'
    : 'reported'
}

type FindingState = 'open' | 'claimed' | 'accepted' | 'confirmed' | 'obsolete'
