import type { ComparedFinding } from '../findings/finding.ts'
import type { VerificationStatus } from '../findings/verification.ts'
import type { ActorStamp } from '../people/actor.ts'
import type { InternalRoom, ShownAddress } from '../people/place.ts'
import type { Environment } from '../people/system.ts'
import type { GateShortfall } from '../releases/gate.ts'
import { hour, minute } from '../time/span.ts'

/**
 * Everything that does not go on without a person, and what is known of each kind: the one list that the board, `triage`,
 * the roll-out's card, the command line, the API and the counts are read from. What pressed longest for somebody stands
 * first within a kind; the kinds stand in the order in which people want to know of them.
 */
export const attentionKinds = [
  'release-paused',
  'update-stalled',
  'update-failed',
  'update-overran',
  'check-failed',
  'request-unanswered',
  'finding-undecided',
  'failure-confirmed',
  'verification-stuck',
  'update-held',
  'plan-unseen',
  'no-legal-start',
  'nobody-reachable',
  'place-gone',
  'place-unconfirmed',
  'delivery-in-doubt',
  'delivery-overdue',
  'release-refused',
] as const
export type AttentionKind = (typeof attentionKinds)[number]

type Claimed = { readonly claimedBy: ActorStamp | null; readonly revision: number }
type Incident = Claimed & { readonly update: string }
type Failure = {
  /** The finding that a button is about: of those nobody has in hand, where there is one. */
  readonly finding: string
  readonly fingerprint: string
  readonly verification: string
  readonly suite: string
  readonly name: string
  readonly revision: number
}
type Where = {
  readonly place: string
  readonly room: InternalRoom | null
  readonly address: ShownAddress
}

/** What a kind carries beside what all have. Instants are ISO 8601 in UTC: it is shown as JSON, too. */
export type AttentionFacts = {
  /** A person paused it, or its waves were held because too many updates failed; `systems` are on hold by it. */
  'release-paused': {
    readonly reason: string | null
    readonly by: ActorStamp | null
    readonly systems: number
  }
  /** No word within `UPDATE_TIMEOUT`: a person says what became of it. */
  'update-stalled': Incident
  'update-failed': Incident
  /** It still runs although its window has ended. */
  'update-overran': { readonly update: string }
  /** The short check of the live system after an update found failures. */
  'check-failed': Incident
  'request-unanswered': Claimed & {
    readonly request: string
    /** Why it is urgent: a stranger's text. */
    readonly reason: string
    readonly by: ActorStamp
    readonly wishedAt: string | null
  }
  /** A failure on copies that nobody has accepted or confirmed yet, at every client that has it. */
  'finding-undecided': Failure & {
    readonly claimedBy: ActorStamp | null
    /** How it stands against the client's earlier reports. */
    readonly compared: ComparedFinding | null
  }
  /** A confirmed failure: its clients wait for a fix. */
  'failure-confirmed': Failure & { readonly ticket: string | null }
  /** Given up, or without a word for longer than a runner that gets on is silent. */
  'verification-stuck': {
    readonly verification: string
    readonly status: VerificationStatus
    readonly attempt: number
  }
  /** Production waits for staging, which went first and failed. */
  'update-held': { readonly update: string; readonly startsAt: string }
  /** It starts within 48 hours, nobody there has said to have seen it, and no message about it has arrived. */
  'plan-unseen': { readonly startsAt: string; readonly systems: number }
  /** Verified, and no maintenance window within reach is free; `systems` wait on hold for one. */
  'no-legal-start': { readonly systems: number }
  /** Nobody at the client can be told: nothing is scheduled there. */
  'nobody-reachable': { readonly administrators: number }
  'place-gone': Where & { readonly reason: string }
  /** A channel that a client's own system named, and that waits for the word of somebody in it. */
  'place-unconfirmed': Where
  /** The platform could not say whether they arrived. */
  'delivery-in-doubt': Where & { readonly deliveries: number }
  /** Due for long and not sent. */
  'delivery-overdue': Where & { readonly deliveries: number; readonly reason: string | null }
  /** It did not pass its gate, and nothing newer did. */
  'release-refused': { readonly shortfalls: readonly GateShortfall[] }
}

/** One thing that waits for somebody. */
export type Attention<Kind extends AttentionKind = AttentionKind> = {
  [K in Kind]: {
    readonly kind: K
    /** The same as long as it waits, and no other's: the kind and what it is about. */
    readonly id: string
    /** Since when it waits. */
    readonly since: Date
    /** The client that it is about; null where it is about several or none. */
    readonly client: { readonly id: string; readonly name: string } | null
    /** How many clients it concerns. */
    readonly clients: number
    readonly environment: Environment | null
    readonly release: string | null
    readonly facts: AttentionFacts[K]
  }
}[Kind]

/** How many of each kind wait. */
export type AttentionCounts = Readonly<Record<AttentionKind, number>>

export const noAttention = (): Record<AttentionKind, number> =>
  Object.fromEntries(attentionKinds.map((kind) => [kind, 0])) as Record<AttentionKind, number>

export const totalOf = (counts: AttentionCounts): number => attentionKinds.reduce((sum, kind) => sum + counts[kind], 0)

/** What takes care of itself for so long before it needs anybody, in milliseconds. */
export const patience = {
  /** A runner that gets on says so more often. */
  verification: 1 * hour,
  /** The platform is asked several times. */
  doubt: 10 * minute,
  /** Limits of rates and short outages are over by then. */
  delivery: 1 * hour,
} as const
