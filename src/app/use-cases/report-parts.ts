import type { PartPlace, ReportPart } from '../../domain/reports/report-part.ts'
import type { Result } from '../../domain/values/result.ts'
import type { Refused } from '../ports/request-context.ts'
import type { KeptBody } from '../ports/stores/part-ports.ts'

/** A report that is handed in in parts, one request after the other. */
export type ReportPartUseCases = {
  /** Keeps a part of a report; nothing is decided before the report is closed. */
  keepReportPart(
    owner: PartsOwner,
    part: ReportPart,
    body: KeptBody,
  ): Promise<Result<KeptPart, PartsRefused | Refused<'too-large' | 'too-many-files'>>>
  /** The parts of a report that is to be closed; what is read of them goes to `receiveReport` or `judgeRelease`. */
  openReportParts(owner: PartsOwner): Promise<Result<OpenedParts, PartsRefused>>
  /** Drops the parts, or the one of that name. @returns how many were dropped */
  dropReportParts(owner: PartsOwner, name?: string): Promise<Result<number, PartsRefused>>
}

/** Whose report is handed in in parts. */
export type PartsOwner =
  /** `attempt` is the try that the sender names; null where it names none. */
  | { readonly kind: 'verification'; readonly id: string; readonly attempt: number | null }
  | { readonly kind: 'gate'; readonly version: string }

export type PartsRefused = Refused<'unknown-verification' | 'unknown-release' | 'wrong-status' | 'not-a-candidate'>

/** A part that was kept, and all that are there now, in the order of their names. */
export type KeptPart = { readonly place: PartPlace; readonly parts: readonly ReportPart[] }

/** The parts of a report that is about to be closed, in the order of their names. */
export type OpenedParts = {
  readonly parts: readonly ReportPart[]
  /** The body of one; null where it was replaced or dropped meanwhile. */
  body(part: ReportPart): Promise<KeptBody | null>
}
