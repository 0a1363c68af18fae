import type { Actor, ActorStamp, Person } from '../domain/actor.ts'
import type { OwedDelivery } from '../domain/audience.ts'
import type { ChatAccount, Client } from '../domain/client.ts'
import type { Finding, FindingDraft } from '../domain/finding.ts'
import type { Freeze } from '../domain/freeze.ts'
import type { ReportSummary } from '../domain/health-report.ts'
import type { Notice } from '../domain/notice.ts'
import type { Place } from '../domain/place.ts'
import type { Release } from '../domain/release.ts'
import type { SystemRef } from '../domain/system.ts'
import type { Update, UpdateStatus } from '../domain/update.ts'
import type { UrgentRequest } from '../domain/urgent-request.ts'
import type { Verdict } from '../domain/verdict.ts'
import type { Verification } from '../domain/verification.ts'
import type { CalendarTurn } from '../notices/calendar-entry.ts'
import type { Card } from '../notices/card.ts'

export type Page<T> = { readonly items: readonly T[]; readonly next: string | null }
export type PageRequest = { readonly after: string | null; readonly limit: number }

export type Clients = {
  find(id: string): Promise<Client | null>
  /** Holds the client: roll-out decisions about one client happen one after the other. */
  lock(id: string): Promise<Client | null>
  list(page: PageRequest): Promise<Page<Client>>
  /**
   * Creates or replaces what the learning environment says of a client, its administrators and its places. What was
   * set in chat stays and wins; a version that the document leaves open stays known; a place that it names is linked
   * again. Throws `PlaceTaken` when a channel belongs to another client or to the vendor.
   */
  put(document: ClientDocument, now: Date): Promise<Client>
  /** Replaces what the client's people set in chat; a setting left out is the document's again. */
  saveSettings(id: string, settings: ClientSettings, now: Date): Promise<Client | null>
  /** What runs there now. It is no edit of the client, so the revision stays. */
  setVersion(system: SystemRef, version: string): Promise<void>
}

/** What the learning environment (or an operator's file) says of a client. */
export type ClientDocument = Omit<Client, 'revision'> & {
  readonly channels: readonly {
    readonly platform: 'slack' | 'teams'
    readonly workspace: string
    readonly channel: string
  }[]
  /** Where systems have their notices posted, beside their inboxes. */
  readonly webhooks?: readonly {
    readonly environment: SystemRef['environment']
    readonly url: string
    /** `whsec_` and the base64 of the key that signs them. */
    readonly secret: string
  }[]
}

/** What a client's people set in chat: kept apart from the document, and stronger than it. */
export type ClientSettings = Partial<Pick<Client, 'zone' | 'windows' | 'policy'>>

export type People = {
  /** Who a chat account belongs to: an administrator of some clients, staff, both, or nobody. */
  find(account: ChatAccount): Promise<Person | null>
  /** The chat accounts of an administrator or staff member, for mentions. */
  accountsOf(person: string): Promise<readonly ChatAccount[]>
  /** Replaces the whole list: who is not on it any more loses every role. */
  putStaff(staff: readonly StaffMember[]): Promise<void>
}

export type StaffMember = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly roles: Person['roles']
  readonly accounts: readonly ChatAccount[]
}

export type Places = {
  find(id: string): Promise<Place | null>
  /** A client's linked places, gone ones too, and the vendor's internal rooms; with null only the rooms. */
  around(client: string | null): Promise<readonly Place[]>
  atChannel(channel: {
    readonly platform: 'slack' | 'teams'
    readonly workspace: string
    readonly channel: string
  }): Promise<Place | null>
  /** Links the room to that address; the place it had before is unlinked. */
  putRoom(room: NonNullable<Place['room']>, address: Place['address']): Promise<void>
  markGone(id: string, reason: string): Promise<void>
}

export type Releases = {
  find(version: string): Promise<Release | null>
  lock(version: string): Promise<Release | null>
  list(): Promise<readonly Release[]>
  insert(release: Release, now: Date): Promise<void>
  /** Guarded by the revision read before; throws `StaleWrite` when somebody else was faster. */
  save(release: Release, now: Date): Promise<Release>
}

export type Verifications = {
  find(id: string): Promise<Verification | null>
  lock(id: string): Promise<Verification | null>
  /** The one of a client for a release that is not obsolete. */
  current(client: string, release: string): Promise<Verification | null>
  list(
    filter: { readonly client?: string; readonly release?: string },
    page: PageRequest,
  ): Promise<Page<Verification>>
  /** The newest of a client that is not obsolete. */
  newestOf(client: string): Promise<Verification | null>
  /** Those nobody has handed to a runner yet, urgent ones first. */
  undispatched(limit: number): Promise<readonly Verification[]>
  /** Those of a release whose report is still awaited. */
  awaited(release: string): Promise<readonly Verification[]>
  insert(
    draft: { readonly client: string; readonly release: string; readonly urgent: boolean },
    now: Date,
  ): Promise<Verification>
  markDispatched(id: string, now: Date): Promise<boolean>
  /** Puts one that waits for a runner ahead of the queue. */
  hurry(id: string): Promise<void>
  save(verification: Verification): Promise<Verification>
}

export type HealthReport = {
  readonly id: string
  readonly verification: string | null
  readonly client: string | null
  readonly release: string
  readonly summary: ReportSummary
  readonly receivedAt: Date
}

export type Reports = {
  /** @param cases the compact archive of every case */
  insert(report: Omit<HealthReport, 'id'>, cases: Uint8Array): Promise<HealthReport>
  find(id: string): Promise<HealthReport | null>
  casesOf(id: string): Promise<Uint8Array | null>
  /** What the client's last health report that was proof, or accepted as such, executed; null before its first. */
  lastExecuted(client: string): Promise<number | null>
  latestOf(client: string): Promise<HealthReport | null>
}

export type Findings = {
  find(id: string): Promise<Finding | null>
  /** Those of one failure in one release at every client that are not obsolete, oldest first. */
  ofGroup(group: FindingGroupKey): Promise<readonly Finding[]>
  /** Which of these failures the release has findings of that are not obsolete. */
  knownGroups(release: string, fingerprints: readonly string[]): Promise<ReadonlySet<string>>
  /** The failures that nobody has decided at some client, by their oldest undecided finding, oldest first. */
  openGroups(after: string | null, limit: number): Promise<readonly OpenGroup[]>
  /** Serialises everybody who opens findings on a release: the first of a failure is told otherwise than the next. */
  lockGroups(release: string): Promise<void>
  /** The newest decision about a failure, save those in that release (of that client, where one is named). */
  lastVerdict(
    fingerprint: string,
    except: { readonly release: string; readonly client: string | null },
  ): Promise<Verdict | null>
  insert(verification: Verification, drafts: readonly FindingDraft[], now: Date): Promise<readonly Finding[]>
  ofVerification(verification: string): Promise<readonly Finding[]>
  /** Guarded by the revision, as every save. */
  save(finding: Finding): Promise<Finding>
}

/** What makes one failure in triage: the same fingerprint in the same release. */
export type FindingGroupKey = { readonly release: string; readonly fingerprint: string }

export type OpenGroup = FindingGroupKey & {
  /** Its oldest undecided finding. */
  readonly first: Finding
  /** At how many clients it is undecided. */
  readonly clients: number
}

export type UpdateDraft = Omit<
  Update,
  'id' | 'revision' | 'status' | 'cancelledBy' | 'detail' | 'handedOverAt' | 'finishedAt'
>

export type Updates = {
  find(id: string): Promise<Update | null>
  lock(id: string): Promise<Update | null>
  /** The active update of a system, held; else its newest one that was cancelled or finished; null before the first. */
  lockCurrent(system: SystemRef): Promise<Update | null>
  /** The same without holding it. */
  current(system: SystemRef): Promise<Update | null>
  /** Newest first. */
  historyOf(client: string, limit: number): Promise<readonly Update[]>
  ofRelease(client: string, release: string): Promise<readonly Update[]>
  list(
    filter: { readonly client?: string; readonly release?: string; readonly status?: UpdateStatus },
    page: PageRequest,
  ): Promise<Page<Update>>
  /** Throws `StaleWrite` when the system has an active one already. */
  insert(draft: UpdateDraft, now: Date): Promise<Update>
  save(update: Update, now: Date): Promise<Update>
  /** The calendar entry of `replaced` goes on as that of `update`, so that calendars show one entry and not two. */
  carryCalendar(replaced: string, update: string): Promise<void>
  /** Where the calendar entry of an update stands now: with the newest one that took its place. */
  calendarTurn(update: string): Promise<CalendarTurn | null>
  /** Serialises everybody who counts slots, until the end of the transaction. */
  lockSlots(): Promise<void>
  /** How many systems start in each 15-minute slot (keyed by its UTC milliseconds), where at least `atLeast` do. */
  slotCounts(from: Date, to: Date, atLeast: number): Promise<ReadonlyMap<number, number>>
  /** Scheduled ones that start at or before `until`. */
  startingBy(until: Date, limit: number): Promise<readonly Update[]>
  /** `updating` ones handed over at or before `since`. */
  silentSince(since: Date, limit: number): Promise<readonly Update[]>
  /** Scheduled and held ones of a release, at every client. */
  waitingOf(release: string): Promise<readonly Update[]>
  /** Since when it has been held; null when it is not. */
  heldSince(id: string): Promise<Date | null>
  /** Releases that the client cancelled on a system since it was last updated. */
  skippedInARow(system: SystemRef): Promise<number>
}

export type UrgentRequestDraft = Omit<
  UrgentRequest,
  'id' | 'revision' | 'status' | 'claimedBy' | 'decidedBy' | 'decision' | 'startsAt' | 'update'
>

export type UrgentRequests = {
  find(id: string): Promise<UrgentRequest | null>
  lock(id: string): Promise<UrgentRequest | null>
  /** The one that stands in the way of another for the same system. */
  open(system: SystemRef): Promise<UrgentRequest | null>
  /** Accepted ones of a client that wait for their verification. */
  waiting(client: string, release: string): Promise<readonly UrgentRequest[]>
  /** Those of a release, at every client, from which no update has come yet. */
  undecidedOf(release: string): Promise<readonly UrgentRequest[]>
  /** The one that an update answers. */
  ofUpdate(update: string): Promise<UrgentRequest | null>
  /** Unanswered ones that were asked for at or before `since`. */
  unansweredSince(since: Date, limit: number): Promise<readonly UrgentRequest[]>
  insert(draft: UrgentRequestDraft): Promise<UrgentRequest>
  save(request: UrgentRequest): Promise<UrgentRequest>
}

export type Freezes = {
  /** The vendor's freezes and, with a client, that client's, which end after `from`. */
  around(client: string | null, from: Date): Promise<readonly Freeze[]>
  add(freeze: Freeze, client: string | null, now: Date): Promise<void>
}

export type Notices = {
  /** Writes the notice and everything it owes, in this transaction. */
  owe(notice: Notice, owed: readonly OwedDelivery[], now: Date): Promise<void>
}

/** The in-app inboxes of the systems, as the learning environment shows them. */
export type Inbox = {
  /** Newest first. */
  list(system: SystemRef, page: PageRequest): Promise<Page<InboxItem>>
}

export type InboxItem = { readonly id: string; readonly at: Date; readonly card: Card }

export type Audit = {
  write(entry: AuditEntry): Promise<void>
  /** The newest entry about a subject; null when there is none. */
  latest(subject: string): Promise<AuditEntry | null>
  /** Newest first. */
  ofClient(client: string, limit: number): Promise<readonly AuditEntry[]>
}

export type AuditEntry = {
  readonly actor: ActorStamp
  /** What was done, in the past tense of notices, e.g. `update-rescheduled`. */
  readonly action: string
  readonly client: string | null
  /** The id of what it was done to, e.g. `U-1042`. */
  readonly subject: string
  /** Plain JSON; instants as ISO 8601 in UTC. */
  readonly detail: Readonly<Record<string, string | number | null>>
  readonly at: Date
}

/** What a request was answered before: platforms retry, people double-click. */
export type Answers = {
  /** Waits for the same request in flight elsewhere. */
  find<T>(actor: Actor, request: string): Promise<T | null>
  remember<T>(actor: Actor, request: string, answer: T, now: Date): Promise<T>
}

/** A page's cursor that this service did not make, or made for another list. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor'
}

/** A channel can belong to one client, or to the vendor, and to nobody else: nobody sees another client's business. */
export class PlaceTaken extends Error {
  override readonly name = 'PlaceTaken'
}

/** A guarded write met a row that had changed since it was read. */
export class StaleWrite extends Error {
  override readonly name = 'StaleWrite'
}
