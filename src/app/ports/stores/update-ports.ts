import type { SystemRef } from '../../../domain/people/system.ts'
import type { Finished } from '../../../domain/releases/waves.ts'
import type { HoldCause } from '../../../domain/updates/hold.ts'
import type { Reasons } from '../../../domain/updates/reasons.ts'
import type { Update, UpdateStatus } from '../../../domain/updates/update.ts'
import type { UrgentRequest } from '../../../domain/updates/urgent-request.ts'
import type { CalendarTurn } from '../../../notices/updates/calendar-entry.ts'
import type { OneOrSome, Page, PageRequest } from '../page.ts'

export type UpdateDraft = Omit<
  Update,
  'id' | 'revision' | 'status' | 'cancelledBy' | 'hold' | keyof Reasons | 'handedOverAt' | 'finishedAt'
>

/** Which updates a list holds; what is left out narrows nothing. */
export type UpdateFilter = {
  readonly client?: OneOrSome<string>
  readonly release?: OneOrSome<string>
  readonly status?: OneOrSome<UpdateStatus>
}

export type ClientRelease = { readonly client: string; readonly release: string }

export type Updates = {
  find(id: string): Promise<Update | null>
  lock(id: string): Promise<Update | null>
  /**
   * The active update of a system, held; else its newest one that was cancelled or finished; null before the first. The
   * client must be held.
   */
  lockCurrent(system: SystemRef): Promise<Update | null>
  /** The same without holding it. */
  current(system: SystemRef): Promise<Update | null>
  /** Newest first. */
  historyOf(client: string, limit: number): Promise<readonly Update[]>
  ofRelease(client: string, release: string): Promise<readonly Update[]>
  /** The same of some clients, each with its release, newest first. */
  ofReleases(pairs: readonly ClientRelease[]): Promise<readonly Update[]>
  list(filter: UpdateFilter, page: PageRequest): Promise<Page<Update>>
  /** The same of all systems of some clients, each held, with one statement. */
  lockCurrents(clients: readonly string[]): Promise<readonly Update[]>
  /** The same without holding them. */
  currents(clients: readonly string[]): Promise<readonly Update[]>
  /** Throws `StaleWrite` when the system has an active one already. */
  insert(draft: UpdateDraft, now: Date): Promise<Update>
  /** The same for many in one statement, in their order. */
  insertAll(drafts: readonly UpdateDraft[], now: Date): Promise<readonly Update[]>
  save(update: Update, now: Date): Promise<Update>
  /** The same for many in one statement, in their order. Throws `StaleWrite`, and saves none, when one has changed. */
  saveAll(updates: readonly Update[], now: Date): Promise<readonly Update[]>
  /** The calendar entry of each `replaced` goes on as that of its `update`, so that calendars show one entry and not two. */
  carryCalendars(pairs: readonly { readonly replaced: string; readonly update: string }[]): Promise<void>
  /** Where the calendar entry of an update stands now: with the newest one that took its place. */
  calendarTurn(update: string): Promise<CalendarTurn | null>
  /** The same of some updates, in their order. */
  calendarTurns(updates: readonly string[]): Promise<readonly (CalendarTurn | null)[]>
  /**
   * Shares the plans with others who decide about clients of theirs, until the end of the transaction: what all plans are made
   * by (whether a release is available, the vendor's freezes) stays as it is.
   */
  sharePlans(): Promise<void>
  /** Holds all plans alone. Throws where they are shared already: two who did so would wait for each other. */
  lockPlans(): Promise<void>
  /** Holds these slots, in their order. @returns how many systems start in each, by its UTC milliseconds */
  lockSlots(slots: readonly Date[]): Promise<ReadonlyMap<number, number>>
  /** How many systems start in each of `slots`, by its UTC milliseconds; left out where none ever did. */
  takenIn(slots: readonly Date[]): Promise<ReadonlyMap<number, number>>
  /** How many systems start in each 15-minute slot (keyed by its UTC milliseconds), where at least `atLeast` do. */
  slotCounts(from: Date, to: Date, atLeast: number): Promise<ReadonlyMap<number, number>>
  /** Scheduled ones that start at or before `until`. */
  startingBy(until: Date, limit: number): Promise<readonly Update[]>
  /** `updating` ones handed over at or before `since`. */
  silentSince(since: Date, limit: number): Promise<readonly Update[]>
  /** Scheduled ones of some clients, in the order of their starts, held until the end of the transaction. */
  lockScheduled(clients: readonly string[]): Promise<readonly Update[]>
  /** What finished of a release at or after an instant, at every client. */
  finishedSince(release: string, since: Date): Promise<Finished>
  /** Those held by this cause, at one client or (with null) at all. */
  heldFor(cause: HoldCause, client: string | null): Promise<readonly Update[]>
  /**
   * Those of some clients whose copy passed with a release of which something may be left to plan: a system that runs
   * something else has none of its updates under way, or an accepted urgent request waits for it.
   */
  owingPlans(release: string, clients: readonly string[]): Promise<readonly string[]>
  /** Clients (or the one) whose copy passed with a release that is still to be planned on a system of theirs. */
  unplanned(release: string, client: string | null): Promise<readonly string[]>
  /** Scheduled and held ones of a release at some clients, held until the end of the transaction. */
  lockWaiting(release: string, clients: readonly string[]): Promise<readonly Update[]>
  /** Since when those of them have been held that are, by id. */
  heldSince(ids: readonly string[]): Promise<ReadonlyMap<string, Date>>
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
  /** Those of a release at some clients from which no update has come yet. */
  undecidedOf(release: string, clients: readonly string[]): Promise<readonly UrgentRequest[]>
  /** The one that an update answers. */
  ofUpdate(update: string): Promise<UrgentRequest | null>
  /** Those of the updates that answer one, by id. */
  answeredBy(updates: readonly string[]): Promise<ReadonlySet<string>>
  /** Those of the clients at which an accepted one waits. */
  acceptedAt(clients: readonly string[]): Promise<ReadonlySet<string>>
  /** Unanswered ones that were asked for at or before `since`. */
  unansweredSince(since: Date, limit: number): Promise<readonly UrgentRequest[]>
  insert(draft: UrgentRequestDraft): Promise<UrgentRequest>
  save(request: UrgentRequest): Promise<UrgentRequest>
}
