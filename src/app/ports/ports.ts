import type { QuotaNumbers } from '../../domain/limits/quota.ts'
import type { PolicyBounds } from '../../domain/people/policy-bounds.ts'
import type { PolicyNumbers } from '../../domain/people/policy-numbers.ts'
import type { Way } from '../../domain/people/way.ts'
import type { GateRules } from '../../domain/releases/gate.ts'
import type { WorkingHours } from '../../domain/time/working-hours.ts'
import type { Agendas } from './agenda.ts'
import type { ApiKeyStore } from './stores/api-ports.ts'
import type { Attentions } from './stores/attention-ports.ts'
import type { Boards } from './stores/board-ports.ts'
import type { FollowUps } from './stores/follow-up-ports.ts'
import type { Ledger } from './stores/ledger-ports.ts'
import type { LinkSigner, Links } from './stores/link-ports.ts'
import type { Nudges } from './stores/nudge-ports.ts'
import type { Operations } from './stores/operations-ports.ts'
import type { Outbox } from './stores/outbox-ports.ts'
import type { Outlooks } from './stores/outlook-ports.ts'
import type { ReportParts } from './stores/part-ports.ts'
import type { Quotas } from './stores/quota-ports.ts'
import type { Standings } from './stores/standing-ports.ts'
import type {
  Answers,
  Audit,
  Clients,
  Findings,
  Freezes,
  Inbox,
  Incidents,
  Notices,
  Outcomes,
  People,
  Places,
  ReadCases,
  Releases,
  Reports,
  SeenPlans,
  Updates,
  UrgentRequests,
  Verifications,
} from './stores/store-ports.ts'

export * from './stores/store-ports.ts'

/** The one clock. Tests and the sandbox move it; SQL is told the time by it. */
export type Clock = { now(): Date }

/** Everything the use cases need from outside. */
export type Ports = {
  readonly clock: Clock
  readonly rules: Rules
  readonly logger: Logger
  /** Signs the personal links to the pages; null where no key for it is set. */
  readonly links: LinkSigner | null
  /**
   * Runs `work` in one transaction: all of it is written, or none. A serialisation failure or a deadlock is tried
   * again, so `work` must do nothing but read and write through `tx`.
   * @param way by which way it came in, written down with all that the audit is told; the system's, where it is left out
   */
  inTransaction<T>(work: (tx: Tx) => Promise<T>, way?: Way): Promise<T>
  /** Runs statements that stand each for itself, and saves the two that a transaction costs around them. */
  withoutTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  readonly readCases: ReadCases
  /**
   * Says that something may be owed now, so that nobody waits for the reconciler; losing it loses nothing.
   * @param inMs when it will be owed, where that is later
   */
  wake(what: 'deliveries' | 'starts' | 'verifications', inMs?: number): void
}

/** The vendor's numbers, from config. */
export type Rules = {
  readonly numbers: PolicyNumbers
  readonly gate: GateRules
  /** `HEALTH_MIN_TESTS`. */
  readonly healthMinTests: number
  readonly slotCapacity: number
  /** Where a client may choose its own numbers otherwise than by the built-in bounds (`CLIENT_POLICY`). */
  readonly clientPolicy?: PolicyBounds
  /** How people reach the vendor's Client Services, in words (`SUPPORT_…`); null or left out where nobody is named. */
  readonly contact?: string | null
  /** `WAVE_FAILURE_LIMIT`: percent of finished updates that may fail before a release in waves is held. */
  readonly waveFailureLimit: number
  readonly verification: VerificationRules
  /** When the vendor's teams are reminded of what waits (`WORKING_HOURS`); the defaults where it is left out. */
  readonly workingHours?: WorkingHours
  /** `DEFAULT_WINDOW`: the window of a client that has none; the default where it is left out. */
  readonly defaultWindow?: string
  /** How often clients, the vendor's own and strangers may do what others hear of; the defaults where it is left out. */
  readonly quotas?: QuotaNumbers
}

export type VerificationRules = {
  /** How many copies are worked on at once, in all processes together (`VERIFY_CONCURRENCY`). */
  readonly concurrency: number
  /** Without a word for so many hours a try is given up (`VERIFY_TIMEOUT`). */
  readonly timeoutHours: number
}

export type Logger = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** The rooms of the store, inside one transaction. `lock…` holds the row until the end of the transaction. */
export type Tx = {
  readonly clients: Clients
  readonly people: People
  readonly places: Places
  readonly releases: Releases
  readonly verifications: Verifications
  readonly reports: Reports
  readonly reportParts: ReportParts
  readonly findings: Findings
  readonly updates: Updates
  readonly incidents: Incidents
  readonly urgentRequests: UrgentRequests
  readonly freezes: Freezes
  readonly followUps: FollowUps
  readonly notices: Notices
  readonly nudges: Nudges
  readonly ledger: Ledger
  readonly outbox: Outbox
  readonly links: Links
  readonly boards: Boards
  readonly agenda: Agendas
  readonly operations: Operations
  readonly attention: Attentions
  readonly outlooks: Outlooks
  readonly inbox: Inbox
  readonly seen: SeenPlans
  readonly standings: Standings
  readonly outcomes: Outcomes
  readonly audit: Audit
  readonly answers: Answers
  readonly apiKeys: ApiKeyStore
  readonly quotas: Quotas
  readonly atEnd: AtEnd
}

/**
 * Hands things over that are written at the end of the transaction, behind all else and before the commit: all that were
 * handed to the same `write` at once, in their order. Throws outside of a transaction.
 */
export type AtEnd = <T>(write: (tx: Tx, all: readonly T[]) => Promise<void>, things: readonly T[]) => void
