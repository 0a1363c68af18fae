import type { Actor, Person } from '../domain/actor.ts'
import type { ChatAccount, Client } from '../domain/client.ts'
import type { ReportComparison } from '../domain/compare-reports.ts'
import type { Finding } from '../domain/finding.ts'
import type { GateRefusal } from '../domain/gate.ts'
import type { ReportSummary, TestCase } from '../domain/health-report.ts'
import type { ChannelAddress, Place } from '../domain/place.ts'
import type { RuleRefusal } from '../domain/policy.ts'
import type { PolicyNumbers } from '../domain/policy-numbers.ts'
import type { Release, ReleaseKind } from '../domain/release.ts'
import type { ReleaseProgress } from '../domain/release-progress.ts'
import type { Result } from '../domain/result.ts'
import type { Environment, SystemRef } from '../domain/system.ts'
import type { Seen, Update, UpdateStatus } from '../domain/update.ts'
import type { UrgentRequest } from '../domain/urgent-request.ts'
import type { Verification, VerificationStep } from '../domain/verification.ts'
import type { WavePlan } from '../domain/waves.ts'
import type { Card } from '../notices/card.ts'
import type { Asked, Refused } from './asked.ts'
import type { BoardReads } from './board-reads.ts'
import type { ChannelUseCases } from './channels.ts'
import type { FreezeUseCases } from './freezes.ts'
import type { DeliveryRecord } from './ledger-ports.ts'
import type { LinkUseCases } from './links.ts'
import type { AuditEntry, ClientDocument, HealthReport, InboxItem, Page, PageRequest } from './ports.ts'
import type { ReadFeed } from './read-feed.ts'
import type { ReleasePlan } from './release-plan.ts'
import type { ReportReads } from './report-reads.ts'
import type { SettingsUseCases } from './settings.ts'
import type { ReadStarts } from './starts.ts'
import type { TriageUseCases } from './triage.ts'

export type { Asked, Refused } from './asked.ts'
export type { IssuedLink } from './links.ts'
export type { InboxItem } from './ports.ts'

/** Every use case, made once by main; commands and the API call nothing else. */
export type App = ChatUseCases &
  TriageUseCases &
  ChannelUseCases &
  SettingsUseCases &
  PipelineUseCases &
  FreezeUseCases &
  ReadUseCases &
  ReportReads &
  BoardReads &
  LinkUseCases

export type ChatUseCases = {
  rescheduleUpdate(request: Asked & Move): Promise<Result<Moved, RuleRefusal>>
  /** Judges a move without making it: for the confirmation that is shown first. */
  judgeMove(request: Asked & Move): Promise<Result<MovePreview, RuleRefusal>>
  /** The quarter-hours of a span, each with what would be said of a move to it. */
  readStarts: ReadStarts
  cancelUpdate(request: Asked & Cancel): Promise<Result<Update, RuleRefusal>>
  judgeCancel(request: Asked & Omit<Cancel, 'reason'>): Promise<Result<Update, RuleRefusal>>
  /** Writes down who has seen what is planned. @returns who was first */
  acknowledge(
    request: Asked & { readonly client: string; readonly release: string },
  ): Promise<Result<{ readonly by: string }, Refused<'not-yours'>>>
  requestUrgent(request: Asked & UrgentWish): Promise<Result<UrgentRequest, UrgentRefusal>>
  claimRequest(request: Asked & AboutRequest): Promise<Result<UrgentRequest, UrgentRefusal>>
  acceptRequest(
    request: Asked & AboutRequest & { readonly startsAt: Date },
  ): Promise<Result<UrgentRequest, UrgentRefusal>>
  declineRequest(
    request: Asked & AboutRequest & { readonly reason: string },
  ): Promise<Result<UrgentRequest, UrgentRefusal>>
  /** The services team schedules where nothing is; `release` null is the current one. */
  scheduleForClient(request: Asked & ScheduleWish): Promise<Result<Update, ScheduleRefusal>>
  withdrawRequest(request: Asked & Omit<AboutRequest, 'seen'>): Promise<Result<UrgentRequest, UrgentRefusal>>
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
  readonly outsideWindow: boolean
  readonly restores: boolean
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
> & { readonly update?: Update; readonly request?: UrgentRequest }

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

export type PipelineUseCases = {
  putClient(
    document: ClientDocument,
    ifMatch: number | null,
    actor: Actor,
  ): Promise<Result<Client, Refused<'changed-meanwhile'>>>
  registerRelease(
    release: {
      readonly version: string
      readonly kind: ReleaseKind
      readonly notesUrl: string
      /** Left out, what was registered before stays. */
      readonly waves?: WavePlan | null | undefined
    },
    actor: Actor,
  ): Promise<Result<Release, Refused<'already-registered'>>>
  judgeRelease(
    version: string,
    report: ReceivedReport,
    actor: Actor,
  ): Promise<Result<Release, Refused<'unknown-release' | 'not-a-candidate'> | GateRefusal>>
  pauseRelease(
    version: string,
    reason: string,
    actor: Actor,
  ): Promise<Result<Release, Refused<'unknown-release' | 'wrong-status'>>>
  resumeRelease(
    version: string,
    reason: string,
    actor: Actor,
  ): Promise<Result<Release, Refused<'unknown-release' | 'wrong-status'>>>
  withdrawRelease(
    version: string,
    reason: string,
    actor: Actor,
  ): Promise<Result<Release, Refused<'unknown-release' | 'wrong-status'>>>
  requestVerification(
    client: string,
    release: string,
    actor: Actor,
  ): Promise<
    Result<Verification, Refused<'unknown-client' | 'unknown-release' | 'not-available' | 'already-running'>>
  >
  /** @param attempt the try that says it, as its job was numbered; a word of a try that is over is refused */
  recordStep(
    verification: string,
    step: VerificationStep,
    attempt?: number | null,
  ): Promise<Result<Verification, Refused<'unknown-verification' | 'wrong-status'>>>
  receiveReport(
    verification: string,
    report: ReceivedReport,
    attempt?: number | null,
  ): Promise<Result<ReceivedHealth, Refused<'unknown-verification' | 'wrong-status'>>>
  /** The runner says that this try came to nothing: tried again, or given up and told to ops. */
  failVerification(
    verification: string,
    detail: string,
    attempt?: number | null,
  ): Promise<Result<Verification, Refused<'unknown-verification' | 'wrong-status'>>>
  /** The health check of the live system after an update; shown, and decides nothing. */
  receiveCheck(
    update: string,
    report: ReceivedReport,
  ): Promise<Result<HealthReport, Refused<'unknown-update' | 'wrong-status'>>>
  /** The updater's word. A word that repeats the last one is accepted and changes nothing. */
  recordUpdate(
    update: string,
    word: UpdateWord,
    actor: Actor,
  ): Promise<Result<Update, Refused<'unknown-update' | 'wrong-status'>>>
}

/** A report that was read to its end, before anything of it is stored. */
export type ReceivedReport = {
  readonly summary: ReportSummary
  /** The cases that failed or errored, in file order, at most `massFailure + 1` of them. */
  readonly failures: readonly TestCase[]
  /** The compact archive of every case. */
  readonly cases: Uint8Array
}

export type ReceivedHealth = {
  readonly verification: Verification
  readonly report: HealthReport
  readonly findings: readonly Finding[]
}

export type UpdateWord =
  | { readonly status: 'updating' }
  | { readonly status: 'updated'; readonly version: string | null }
  | { readonly status: 'failed'; readonly detail: string }

export type ReadUseCases = {
  /** A dry run: what the release would do now. A version that is not registered is planned as a regular release. */
  planRelease(version: string): Promise<ReleasePlan>
  /** The board of a roll-out, as it stands in ops. */
  readReleaseBoard(version: string): Promise<Card | null>
  readClient(id: string): Promise<Client | null>
  /** What a subscribed calendar of a client shows. */
  readFeed: ReadFeed
  listClients(page: PageRequest): Promise<Page<Client>>
  /** Those whose id or name holds `words`, by id, after the id `after`. */
  findClients(
    words: string,
    after: string | null,
    limit: number,
  ): Promise<{ readonly items: readonly Client[]; readonly more: boolean }>
  readRelease(version: string): Promise<Release | null>
  listReleases(): Promise<readonly Release[]>
  /** How far a release has come across all clients; null for one that is not registered. */
  readReleaseProgress(version: string): Promise<ReleaseProgress | null>
  readVerification(id: string): Promise<VerificationView | null>
  /** How the report of a verification stands against the client's earlier ones; null before it has one. */
  readComparison(verification: string): Promise<ReportComparison | null>
  listVerifications(
    filter: { readonly client?: string; readonly release?: string },
    page: PageRequest,
  ): Promise<Page<Verification>>
  readUpdate(id: string): Promise<Update | null>
  listUpdates(
    filter: { readonly client?: string; readonly release?: string; readonly status?: UpdateStatus },
    page: PageRequest,
  ): Promise<Page<Update>>
  readRequest(id: string): Promise<UrgentRequest | null>
  /** Urgent requests that services owe an answer, oldest first, at most 20. */
  listUnansweredRequests(): Promise<readonly UrgentRequest[]>
  /** What was done about a client, newest first. */
  readHistory(client: string, limit: number): Promise<readonly AuditEntry[]>
  /** Who was told what, and what became of it, newest first; the vendor's internal rooms only where asked for. */
  readDeliveries(client: string, withRooms: boolean, page: PageRequest): Promise<Page<DeliveryRecord>>
  /** @param administrator for whom it is read: the cards then carry that person's own links to the pages */
  /** Deliveries of which nobody knows whether they arrived, newest first. */
  readDoubts(page: PageRequest): Promise<Page<DeliveryRecord>>
  readInbox(system: SystemRef, page: PageRequest, administrator?: string | null): Promise<Page<InboxItem>>
  /** What runs, what is planned and what may be done, for one client. */
  readStatus(client: string): Promise<ClientStatus | null>
  /** The client's latest verification with its report and findings. */
  readHealth(client: string): Promise<VerificationView | null>
  whoIs(account: ChatAccount): Promise<Person | null>
  whereIs(channel: ChannelAddress): Promise<Place | null>
}

export type VerificationView = {
  readonly client: Client
  readonly release: Release
  readonly verification: Verification
  readonly report: HealthReport | null
  readonly findings: readonly Finding[]
}

export type ClientStatus = {
  readonly client: Client
  readonly numbers: PolicyNumbers
  readonly now: Date
  /** The release that is rolled out now. */
  readonly current: Release | null
  readonly verification: Verification | null
  readonly systems: readonly SystemStatus[]
}

export type SystemStatus = {
  readonly environment: Environment
  readonly version: string | null
  readonly url: string | null
  /** The active update, or the newest one. */
  readonly update: Update | null
  readonly request: UrgentRequest | null
}
