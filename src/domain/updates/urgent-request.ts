import type { ActorStamp } from '../people/actor.ts'
import type { Environment } from '../people/system.ts'

export type UrgentRequestStatus =
  | 'requested'
  | 'claimed'
  | 'accepted'
  | 'scheduled'
  | 'fulfilled'
  | 'failed'
  | 'declined'
  | 'withdrawn'
  | 'expired'

/** An administrator's wish for an update now, while nothing is scheduled for the system (DESIGN 2.9). */
export type UrgentRequest = {
  readonly id: string
  readonly client: string
  readonly environment: Environment
  /** The release asked for; the newest one when the asker named only the fix that is needed. */
  readonly release: string
  readonly reason: string
  /** When the asker would like it; null means as soon as possible. */
  readonly wishedAt: Date | null
  readonly status: UrgentRequestStatus
  readonly requestedBy: ActorStamp
  readonly requestedAt: Date
  readonly claimedBy: ActorStamp | null
  readonly decidedBy: ActorStamp | null
  /** Why it was declined. */
  readonly decision: string | null
  /** The start that services chose when accepting. */
  readonly startsAt: Date | null
  readonly update: string | null
  readonly revision: number
}

const moves: Readonly<Record<UrgentRequestStatus, readonly UrgentRequestStatus[]>> = {
  requested: ['claimed', 'accepted', 'scheduled', 'declined', 'withdrawn', 'expired'],
  claimed: ['claimed', 'accepted', 'scheduled', 'declined', 'withdrawn', 'expired'],
  accepted: ['scheduled', 'declined', 'withdrawn', 'failed'],
  scheduled: ['fulfilled', 'failed', 'withdrawn'],
  fulfilled: [],
  failed: [],
  declined: [],
  withdrawn: [],
  expired: [],
}

export const mayTurn = (from: UrgentRequestStatus, to: UrgentRequestStatus): boolean => moves[from].includes(to)

/** Whether services still owe an answer. */
export const awaitsAnswer = (status: UrgentRequestStatus): boolean => status === 'requested' || status === 'claimed'

/** Whether the request still stands in the way of another one for the same system. */
export const isOpen = (status: UrgentRequestStatus): boolean =>
  awaitsAnswer(status) || status === 'accepted' || status === 'scheduled'

/** Days after which an unanswered request expires. */
export const unansweredDays = 7
