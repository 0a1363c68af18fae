import type { ReportComparison } from '../../domain/findings/compare-reports.ts'
import type { Finding } from '../../domain/findings/finding.ts'
import type { Verdict } from '../../domain/findings/verdict.ts'
import type { Verification } from '../../domain/findings/verification.ts'
import type { Attention, AttentionCounts } from '../../domain/notices/attention.ts'
import type { ReminderRoom } from '../../domain/notices/digest.ts'
import type { Identity } from '../../domain/people/actor.ts'
import type { ChatAccount, Client } from '../../domain/people/client.ts'
import type { Place } from '../../domain/people/place.ts'
import type { PolicyNumbers } from '../../domain/people/policy-numbers.ts'
import type { Release } from '../../domain/releases/release.ts'
import type { ReportSummary, Totals } from '../../domain/reports/health-report.ts'
import type { ReleaseProgress } from '../../domain/rollout/release-progress.ts'
import type { Incident } from '../../domain/updates/incident.ts'
import type { LiveState, Outcome } from '../../domain/updates/outcome.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { UrgentRequest } from '../../domain/updates/urgent-request.ts'

// What the cards of notices show, as it is when they are drawn.

export type ClientView = {
  readonly client: Client
  /** How clients reach the vendor; null where it does not say. */
  readonly contact: string | null
}

/** A place that takes nothing any more; `client` is null for a room of the vendor. */
export type PlaceView = { readonly place: Place; readonly client: Client | null }

/** A notice that reached nobody at a client; `word` is what it was about. */
export type UntoldView = { readonly client: Client; readonly word: string }

/** A release at one client; `minutes` is the expected outage, which every notice names (DESIGN 2.5). */
export type ReleaseAtClient = { readonly client: Client; readonly release: Release; readonly minutes: number }

/** One release at one client: what happens to which system, when, and what may be done about it. */
export type RolloutView = {
  readonly client: Client
  readonly release: Release
  /** Whether it is still the release that is rolled out: a cancelled update can then be restored. */
  readonly isCurrent: boolean
  readonly updates: readonly UpdateView[]
  /** What the health check on the copy counted. */
  readonly checked: { readonly totals: Totals; readonly verification: string } | null
  /** The administrators who have seen all that waits for its start. */
  readonly seenBy: readonly Identity[]
  readonly numbers: PolicyNumbers
  readonly now: Date
}

export type UpdateView = {
  readonly update: Update
  /** The last change a person or a rule made to it, in words. */
  readonly change: string | null
  /** How the last update of its system went, where one came to an end. */
  readonly last: Outcome | null
}

export type IncidentView = {
  readonly incident: Incident
  readonly update: Update
  readonly client: Client
  readonly release: Release
  /** What the check of the live system counted, where one followed the update. */
  readonly check: Totals | null
  /** In what state it left the live system, where it failed and its runner said so. */
  readonly live: LiveState | null
  readonly now: Date
}

/** One failure in one release, at every client that has it: what specialists see. */
export type FailureView = {
  readonly release: Release
  /** One finding of it, also when none is current any more. */
  readonly sample: Finding
  /** Those that are current, oldest first. */
  readonly findings: readonly Finding[]
  /** The one that is news, where one is. */
  readonly joined: Finding | null
  /** The names of the clients that are shown, by id. */
  readonly names: ReadonlyMap<string, string>
  /** The newest decision about the same failure in another release. */
  readonly earlier: Verdict | null
}

export type HealthView = {
  readonly client: Client
  readonly release: Release
  readonly verification: Verification
  readonly summary: ReportSummary | null
  readonly receivedAt: Date | null
  /** Against the client's earlier reports. */
  readonly comparison: ReportComparison | null
  readonly findings: readonly Finding[]
}

export type UrgentView = {
  readonly request: UrgentRequest
  readonly client: Client
  readonly release: Release
}

export type ReleaseBoardView = {
  readonly progress: ReleaseProgress
  /** What of this release waits for somebody: the first of each kind, and how many there are. */
  readonly attention: { readonly counts: AttentionCounts; readonly items: readonly Attention[] }
  /** Of the vendor's teams. */
  readonly zone: string
}

export type WaitingView = {
  readonly room: ReminderRoom
  readonly count: number
  /** The oldest of them. */
  readonly items: readonly Attention[]
  readonly team: readonly { readonly name: string; readonly accounts: readonly ChatAccount[] }[]
}

export type DoubtsView = {
  readonly count: number
  /** The oldest of them. */
  readonly items: readonly {
    readonly id: string
    /** The client that its notice is about. */
    readonly client: string | null
    /** What its notice is about, in words. */
    readonly heading: string
    readonly place: Place
    readonly finishedAt: Date | null
  }[]
}
