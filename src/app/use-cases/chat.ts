import type { Again } from '../../domain/limits/quota.ts'
import type { SystemRef } from '../../domain/people/system.ts'
import type { RuleRefusal } from '../../domain/updates/policy.ts'
import type { Seen, Update } from '../../domain/updates/update.ts'
import type { UrgentRequest } from '../../domain/updates/urgent-request.ts'
import type { Result } from '../../domain/values/result.ts'
import type { Refused, RequestContext } from '../ports/request-context.ts'
import type { ReadStarts } from './starts.ts'

export type ChatUseCases = {
  rescheduleUpdate(request: RequestContext & Move): Promise<Result<Moved, RuleRefusal>>
  /** Judges a move without making it: for the confirmation that is shown first. */
  judgeMove(request: RequestContext & Move): Promise<Result<MovePreview, RuleRefusal>>
  /** The quarter-hours of a span, each with what would be said of a move to it. */
  readStarts: ReadStarts
  cancelUpdate(request: RequestContext & Cancel): Promise<Result<Update, RuleRefusal>>
  judgeCancel(request: RequestContext & Omit<Cancel, 'reason'>): Promise<Result<Update, RuleRefusal>>
  /** Writes down that somebody has seen what is planned. @returns their name, and those of others who have seen it */
  acknowledge(
    request: RequestContext & { readonly client: string; readonly release: string },
  ): Promise<Result<{ readonly by: string; readonly others: readonly string[] }, Refused<'not-yours'>>>
  requestUrgent(request: RequestContext & UrgentWish): Promise<Result<UrgentRequest, UrgentRefusal>>
  claimRequest(request: RequestContext & AboutRequest): Promise<Result<UrgentRequest, UrgentRefusal>>
  acceptRequest(
    request: RequestContext & AboutRequest & { readonly startsAt: Date },
  ): Promise<Result<UrgentRequest, UrgentRefusal>>
  declineRequest(
    request: RequestContext & AboutRequest & { readonly reason: string },
  ): Promise<Result<UrgentRequest, UrgentRefusal>>
  /** The services team schedules where nothing is; `release` null is the current one. */
  scheduleForClient(request: RequestContext & ScheduleWish): Promise<Result<Update, ScheduleRefusal>>
  withdrawRequest(request: RequestContext & Omit<AboutRequest, 'seen'>): Promise<Result<UrgentRequest, UrgentRefusal>>
}

export type Move = {
  readonly system: SystemRef
  readonly startsAt: Date
  /** What the button or form was drawn from. */
  readonly seen: Seen | null
  /** Required of the vendor's staff, who act for a client. */
  readonly reason: string | null
}

export type Moved = {
  readonly update: Update
  readonly from: Date
  readonly restored: boolean
  readonly other: Update | null
}
export type MovePreview = {
  readonly update: Update
  /** The one that holds for it now, time on hold and all. */
  readonly deadline: Date
  readonly outsideWindow: boolean
  readonly restores: boolean
  /** What waits for its start on the client's other system; null where nothing does. */
  readonly other: Update | null
}
export type Cancel = { readonly system: SystemRef; readonly seen: Seen | null; readonly reason: string }

export type UrgentWish = {
  readonly system: SystemRef
  /** A release, or null for the newest one. */
  readonly release: string | null
  readonly reason: string
  readonly wishedAt: Date | null
}
export type AboutRequest = { readonly requestId: string; readonly seen: number | null }

export type UrgentRefusal = Refused<
  | 'not-yours'
  | 'something-scheduled'
  | 'already-requested'
  | 'up-to-date'
  | 'unknown-release'
  | 'too-soon'
  | 'frozen'
  | 'no-capacity'
  | 'not-a-quarter-hour'
  | 'already-decided'
  | 'changed-meanwhile'
  | 'too-often'
> & {
  readonly update?: Update
  readonly request?: UrgentRequest
  /** When it may be asked again, for `too-often`. */
  readonly again?: Again
}

export type ScheduleWish = {
  readonly system: SystemRef
  readonly release: string | null
  readonly startsAt: Date
  /** The client reads it. */
  readonly reason: string
}
export type ScheduleRefusal = Refused<
  | 'not-yours'
  | 'something-scheduled'
  | 'up-to-date'
  | 'unknown-release'
  | 'not-verified'
  | 'too-soon'
  | 'frozen'
  | 'no-capacity'
  | 'not-a-quarter-hour'
> & { readonly update?: Update }
