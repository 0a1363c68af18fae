import type { ReportComparison } from '../../domain/findings/compare-reports.ts'
import type { Finding } from '../../domain/findings/finding.ts'
import type { Verification } from '../../domain/findings/verification.ts'
import type { Identity, Person } from '../../domain/people/actor.ts'
import type { ChatAccount, Client } from '../../domain/people/client.ts'
import type { ChannelAddress, Place } from '../../domain/people/place.ts'
import type { PolicyNumbers } from '../../domain/people/policy-numbers.ts'
import type { Environment, SystemRef } from '../../domain/people/system.ts'
import type { Release } from '../../domain/releases/release.ts'
import type { ReleaseProgress } from '../../domain/rollout/release-progress.ts'
import type { Outcome } from '../../domain/updates/outcome.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { UrgentRequest } from '../../domain/updates/urgent-request.ts'
import type { Result } from '../../domain/values/result.ts'
import type { Card } from '../../notices/card/card.ts'
import type { CalendarEntry } from '../../notices/updates/calendar-entry.ts'
import type { AuditEntry, HealthReport, InboxItem, Met, Page, PageRequest } from '../ports/ports.ts'
import type { Refused } from '../ports/request-context.ts'
import type { DeliveryRecord } from '../ports/stores/ledger-ports.ts'
import type { UpdateFilter } from '../ports/stores/update-ports.ts'
import type { VerificationFilter } from '../ports/stores/verification-ports.ts'
import type { ReleasePlan } from './release-plan.ts'

export type ReadUseCases = {
  /** How people reach the vendor's Client Services, in words; null where nobody is named. */
  readonly contact: string | null
  /** A dry run: what the release would do now. A version that is not registered is planned as a regular release. */
  planRelease(version: string): Promise<Result<ReleasePlan, Refused<'already-registered'>>>
  /** The board of a roll-out, as it stands in ops. */
  readReleaseBoard(version: string): Promise<Card | null>
  readClient(id: string): Promise<Client | null>
  /** What a subscribed calendar of a client shows; null for a client that does not exist. */
  readFeed(client: string): Promise<CalendarFeed | null>
  listClients(page: PageRequest): Promise<Page<Client>>
  /** Those whose id or name holds `words`, by id, after the id `after`. */
  findClients(
    words: string,
    after: string | null,
    limit: number,
  ): Promise<{ readonly items: readonly Client[]; readonly more: boolean }>
  readRelease(version: string): Promise<Release | null>
  /** All of them, oldest first; with a client, those that it is told of. */
  listReleases(client?: string | null): Promise<readonly Release[]>
  /** How far a release has come across all clients; null for one that is not registered. */
  readReleaseProgress(version: string): Promise<ReleaseProgress | null>
  readVerification(id: string): Promise<VerificationView | null>
  /** How the report of a verification stands against the client's earlier ones; null before it has one. */
  readComparison(verification: string): Promise<ReportComparison | null>
  listVerifications(filter: VerificationFilter, page: PageRequest): Promise<Page<Verification>>
  readUpdate(id: string): Promise<Update | null>
  listUpdates(filter: UpdateFilter, page: PageRequest): Promise<Page<Update>>
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
  /** Who says something, and in whose channel (null in a direct message): all that is asked before any verb is run. */
  meet(account: ChatAccount, channel: ChannelAddress | null): Promise<Met | null>
  whereIs(channel: ChannelAddress): Promise<Place | null>
  /** The clients whose own documents name a channel in which nobody has said `link` yet. */
  awaitedAt(channel: ChannelAddress): Promise<readonly string[]>
}

export type CalendarFeed = { readonly name: string; readonly entries: readonly CalendarEntry[] }

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
  /** How the last update that came to an end went. */
  readonly last: Outcome | null
  /** Those who have seen that it is planned, while it waits for its start. */
  readonly seenBy: readonly Identity[]
  readonly request: UrgentRequest | null
}
