import type { ActorStamp } from '../people/actor.ts'
import type { Environment } from '../people/system.ts'
import type { GateShortfall } from '../releases/gate.ts'
import type { Totals } from '../reports/health-report.ts'
import type { HoldCause } from '../updates/hold.ts'
import type { InsideText } from '../updates/inside-text.ts'
import type { LiveState } from '../updates/outcome.ts'
import type { Reasons } from '../updates/reasons.ts'
import type { ChannelFacts } from './channel-notice.ts'
import type { PlaceFacts } from './place-notice.ts'
import type { ReminderFacts } from './reminder.ts'
import type { SettingsFacts } from './settings-notice.ts'

/** One planned start, as a notice tells it. Instants are ISO 8601 in UTC: a notice is kept as JSON. */
export type PlannedStart = {
  readonly update: string
  readonly environment: Environment
  readonly startsAt: string
  /** The release whose update this one replaces. */
  readonly replaces: string | null
}

/** An update that was scheduled and is on hold now. */
export type HeldStart = {
  readonly update: string
  readonly environment: Environment
  readonly startsAt: string
}

type AboutUpdate = { readonly update: string; readonly environment: Environment; readonly release: string }
/** One failure in one release, whoever meets it; `finding` is one of it. */
type AboutFailure = { readonly release: string; readonly fingerprint: string; readonly finding: string }
type AboutVerification = { readonly verification: string; readonly release: string }
type AboutRequest = { readonly request: string; readonly environment: Environment; readonly release: string }

type AboutFreeze = {
  readonly freeze: string
  readonly startsAt: string
  readonly endsAt: string
  readonly by: ActorStamp
} & Reasons

/** A release was paused, resumed or withdrawn. */
type AboutTurn = { readonly release: string; readonly by: ActorStamp } & Reasons

/** Why a start moved: a person chose it, or a rule of Zerotouch replanned it. */
export type MoveCause = 'person' | 'missed' | 'freeze' | 'found'

/** What happened, in the past tense, and the facts that were true then. */
export type NoticeFacts = ReminderFacts & {
  'release-available': { readonly release: string; readonly totals: Totals; readonly clients: number }
  'release-refused': {
    readonly release: string
    readonly totals: Totals
    readonly shortfalls: readonly GateShortfall[]
  }
  'release-paused': AboutTurn
  'release-resumed': AboutTurn
  /** How far a roll-out has come changed: its board is redrawn, and nobody is disturbed. */
  'release-redrawn': { readonly release: string }
  'release-withdrawn': AboutTurn
  /** A freeze was added, by the vendor or a client: how many starts it moved, and how many it left without one. */
  'freeze-laid': AboutFreeze & { readonly moved: number; readonly held: number }
  'freeze-lifted': AboutFreeze
  /** The first step on a copy: from now on a card stands for it. */
  'verification-started': AboutVerification
  /** Another step, or another try: the card is redrawn, and nobody is disturbed. */
  'verification-stepped': AboutVerification
  /** Every try came to nothing; `detail` is the last runner's word, for the vendor. */
  'verification-failed': AboutVerification & { readonly tries: number; readonly detail: InsideText | null }
  /** `follows` says whether a card stands for it since its first step. */
  'health-report-received': AboutVerification & { readonly follows: boolean }
  /** A report's card changed without news: a finding was decided, or the copy is checked again. */
  'health-report-redrawn': AboutVerification
  /** A failure was confirmed: what is held by it, and the note that the specialist marked for the client. */
  'verification-blocked': {
    readonly verification: string
    readonly release: string
    readonly held: readonly HeldStart[]
    readonly note: string | null
  }
  /** A failure was seen for the first time in a release. */
  'findings-opened': AboutFailure
  /** The same failure at another client. */
  'findings-joined': AboutFailure
  /** It changed hands; without a receiver it was put back. `note` is what the giver wrote for the receiver. */
  'findings-handed-over': AboutFailure & {
    readonly by: ActorStamp
    readonly to: { readonly id: string; readonly name: string } | null
    readonly note: string | null
  }
  /** What stands for a failure in triage changed: who has it in hand, what was decided. */
  'findings-redrawn': AboutFailure
  'place-gone': PlaceFacts['place-gone']
  'nobody-told': PlaceFacts['nobody-told']
  'doubts-remain': PlaceFacts['doubts-remain']
  'channel-linked': ChannelFacts['channel-linked']
  'channel-unlinked': ChannelFacts['channel-unlinked']
  'windows-changed': SettingsFacts['windows-changed']
  'personal-settings-changed': SettingsFacts['personal-settings-changed']
  'client-unschedulable': { readonly release: string; readonly reason: 'no-legal-start' | 'nobody-reachable' }
  'updates-scheduled': { readonly release: string; readonly starts: readonly PlannedStart[] }
  /** The card that stands for a roll-out changed without news: it is redrawn, and nobody is disturbed. */
  'rollout-redrawn': {
    readonly release: string
    /** Another card follows that stands for it from then on. */
    readonly retired?: true
  }
  'update-rescheduled': AboutUpdate & {
    readonly from: string
    readonly to: string
    readonly by: ActorStamp
    readonly cause: MoveCause
    readonly reason: string | null
  }
  'update-cancelled': AboutUpdate & {
    readonly startsAt: string
    readonly by: ActorStamp
  } & Reasons
  'update-restored': AboutUpdate & {
    readonly to: string
    readonly by: ActorStamp
    readonly reason: string | null
  }
  'update-held': AboutUpdate & { readonly startsAt: string; readonly hold: HoldCause } & Reasons
  'update-resumed': AboutUpdate & { readonly startsAt: string }
  'update-started': AboutUpdate
  'update-finished': AboutUpdate & { readonly version: string }
  /** `follows` says whether a message stands for it in triage since it went silent. */
  'update-failed': AboutUpdate & {
    readonly detail: InsideText | null
    readonly follows: boolean
    /** In what state it left the live system; null, or left out by notices of old, where nobody said so. */
    readonly live?: LiveState | null
  }
  /** What stands in the rooms for a failed or silent update changed: who has it in hand, who settled it. */
  'incident-redrawn': AboutUpdate
  'update-stalled': AboutUpdate & { readonly hours: number }
  /** It still runs although the window in which it started has ended. */
  'update-overran': AboutUpdate & { readonly endedAt: string }
  /** The short health check of the live system after the update. */
  'update-checked': AboutUpdate & { readonly totals: Totals }
  'urgent-requested': AboutRequest & { readonly by: ActorStamp }
  'urgent-claimed': AboutRequest & { readonly by: ActorStamp }
  'urgent-waiting': AboutRequest & { readonly by: ActorStamp; readonly startsAt: string }
  'urgent-scheduled': AboutRequest & {
    readonly by: ActorStamp
    readonly update: string
    readonly startsAt: string
  }
  'urgent-declined': AboutRequest & { readonly by: ActorStamp; readonly reason: string }
  'urgent-withdrawn': AboutRequest & {
    readonly by: ActorStamp
    /** What is planned on the system again, so that nobody need answer; left out where the asker took it back. */
    readonly planned?: { readonly release: string; readonly startsAt: string }
  }
  'urgent-expired': AboutRequest
  /** Somebody opened a link that has expired, and wants a fresh one for the same page. */
  'link-asked': {
    readonly page: 'report' | 'schedule' | 'calendar'
    readonly subject: string | null
    readonly administrator: string
  }
  /** What became of an answered request: its card is redrawn, and the client hears of the update itself. */
  'urgent-redrawn': AboutRequest
}

export type NoticeKind = keyof NoticeFacts

/** A notice of one kind, about one client or (when null) the vendor itself. */
export type Notice<Kind extends NoticeKind = NoticeKind> = {
  [K in Kind]: { readonly kind: K; readonly client: string | null; readonly facts: NoticeFacts[K] }
}[Kind]

export type NoticeDraft = Notice
