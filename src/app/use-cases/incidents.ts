import type { IncidentRefusal as Domain, IncidentEnd } from '../../domain/updates/incident.ts'
import type { Result } from '../../domain/values/result.ts'
import type { IncidentView } from '../../notices/notice/views.ts'
import type { Refused, RequestContext } from '../ports/request-context.ts'

/** What becomes of updates that failed or went silent. */
export type IncidentUseCases = {
  readIncident(update: string): Promise<IncidentView | null>
  claimUpdate(
    request: RequestContext & { readonly update: string; readonly takeOver: boolean },
  ): Promise<Result<ClaimedIncident, IncidentRefusal>>
  /** Says what became of it. A silent update that failed stays open, in the hands of who says so. */
  settleUpdate(
    request: RequestContext & {
      readonly update: string
      readonly seen: number | null
      readonly end: IncidentEnd
      readonly note: string | null
    },
  ): Promise<Result<{ readonly update: string }, IncidentRefusal>>
}

export type IncidentRefusal = Domain | Refused<'not-yours' | 'unknown-incident'>
export type ClaimedIncident = { readonly update: string; readonly from: string | null }
