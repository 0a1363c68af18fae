import type { Finding } from '../../domain/findings/finding.ts'
import type { HandOverRefusal as NotHandedOver } from '../../domain/findings/hand-over.ts'
import type { AcceptReason, Verdict } from '../../domain/findings/verdict.ts'
import type { Verification, VerificationStatus } from '../../domain/findings/verification.ts'
import type { Result } from '../../domain/values/result.ts'
import type { Refused, RequestContext } from '../ports/request-context.ts'

/** What application specialists do with findings (DESIGN 2.4). */
export type TriageUseCases = {
  readFinding(id: string): Promise<FindingView | null>
  /** Takes a failure in hand, at every client that has it. One that somebody else has is handed over only when asked so. */
  claimFinding(
    request: RequestContext & AboutFinding & { readonly takeOver: boolean },
  ): Promise<Result<ClaimedFindings, TriageRefusal>>
  /** Gives a failure to another specialist, at every client that has it undecided; to nobody puts it back. */
  handOver(request: RequestContext & AboutFinding & HandingOver): Promise<Result<HandedOver, HandOverRefusal>>
  /** Who findings can be handed to. */
  listSpecialists(): Promise<readonly Specialist[]>
  acceptFinding(request: RequestContext & Acceptance): Promise<Result<DecidedFindings, TriageRefusal>>
  confirmFinding(request: RequestContext & Confirmation): Promise<Result<DecidedFindings, TriageRefusal>>
  /** Starts a new verification; the old one and its findings become obsolete. */
  rerun(
    request: RequestContext & {
      readonly client: string
      readonly release: string
      /** The verification that the confirmation named. */
      readonly seen: string | null
    },
  ): Promise<Result<Verification, RerunRefusal>>
}

export type AboutFinding = { readonly finding: string; readonly seen: number | null }

/** The other clients with the same failure that one decision is for: none, those named, or all up to a finding. */
export type Others = {
  readonly clients: readonly string[] | 'all'
  /** The newest finding that was listed before the decision; what came after it is decided on its own. */
  readonly upTo: string
} | null

type Decision = AboutFinding & {
  readonly others: Others
  readonly note: string | null
  readonly forClient: boolean
}
export type Acceptance = Decision & { readonly reason: AcceptReason }
export type Confirmation = Decision & { readonly ticket: string }

export type TriageRefusal = Refused<
  'not-yours' | 'unknown-finding' | 'obsolete' | 'already-decided' | 'claimed-by-other' | 'changed-meanwhile'
>
export type RerunRefusal = Refused<
  'not-yours' | 'unknown-client' | 'unknown-release' | 'not-available' | 'already-running' | 'changed-meanwhile'
>

export type HandingOver = {
  /** The id of the specialist who gets it, or null. */
  readonly to: string | null
  /** Whether it is known that somebody else has it in hand. */
  readonly takeOver: boolean
  /** What the receiver should know. */
  readonly note: string | null
}
export type HandedOver = { readonly findings: readonly string[]; readonly to: string | null }
export type HandOverRefusal = TriageRefusal | NotHandedOver | Refused<'no-specialist'>
export type Specialist = { readonly id: string; readonly name: string }

/** One finding, with the same failure at other clients and what was decided about it before. */
export type FindingView = {
  readonly finding: Finding
  /** The findings of the failure in this release, this one too, oldest first. */
  readonly group: readonly Finding[]
  /** The newest decision about it elsewhere. */
  readonly elsewhere: Verdict | null
}

export type ClaimedFindings = { readonly findings: readonly string[]; readonly from: string | null }

export type DecidedFindings = {
  readonly findings: readonly string[]
  readonly clients: readonly ClientOutcome[]
}

/** What a decision means for one client. */
export type ClientOutcome = {
  readonly client: string
  readonly verification: string
  readonly status: VerificationStatus
  /** Findings of the same report that still wait for a decision. */
  readonly undecided: number
  /** How many scheduled updates it put on hold. */
  readonly held: number
}
