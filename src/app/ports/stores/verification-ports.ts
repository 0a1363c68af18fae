import type { ReportComparison } from '../../../domain/findings/compare-reports.ts'
import type { Finding, FindingDraft } from '../../../domain/findings/finding.ts'
import type { Verdict } from '../../../domain/findings/verdict.ts'
import type { Verification, VerificationStatus } from '../../../domain/findings/verification.ts'
import type { ActorStamp } from '../../../domain/people/actor.ts'
import type { Release } from '../../../domain/releases/release.ts'
import type { ReportSummary, TestCase, Totals } from '../../../domain/reports/health-report.ts'
import type { Reasons } from '../../../domain/updates/reasons.ts'
import type { UpdateStatus } from '../../../domain/updates/update.ts'
import type { OneOrSome, Page, PageRequest } from '../page.ts'

/** Which verifications a list holds; what is left out narrows nothing. */
export type VerificationFilter = {
  readonly client?: OneOrSome<string>
  readonly release?: OneOrSome<string>
}

export type Releases = {
  find(version: string): Promise<Release | null>
  lock(version: string): Promise<Release | null>
  /** The one whose version equals this by the order of versions, however it is written. */
  findEqual(version: string): Promise<Release | null>
  list(): Promise<readonly Release[]>
  /** Throws `StaleWrite` when a release of that version, or of one that equals it, is there already. */
  insert(release: Release, now: Date): Promise<void>
  /** Guarded by the revision read before; throws `StaleWrite` when somebody else was faster. */
  save(release: Release, now: Date): Promise<Release>
  /** Writes down by whom its status was changed, and why. */
  noteChange(version: string, change: StatusChanged): Promise<void>
  /** By whom it was changed last; null where nobody ever paused, resumed or withdrew it. */
  lastChange(version: string): Promise<StatusChanged | null>
  /** The versions that a client has had a verification or an update of. */
  reaching(client: string): Promise<ReadonlySet<string>>
  /** The clients that a release concerns, those in the same position towards it counted together. */
  clientGroups(version: string): Promise<readonly ClientGroup[]>
}

/** By whom a release was paused, resumed or withdrawn, and why. */
export type StatusChanged = { readonly by: ActorStamp; readonly reasons: Reasons; readonly at: Date }

export type ClientGroup = {
  readonly clients: number
  /** The state of their copy for the release; null where there is none. */
  readonly verification: VerificationStatus | null
  /** The newest update of each of their systems for the release. */
  readonly updates: readonly UpdateStatus[]
}

export type Verifications = {
  find(id: string): Promise<Verification | null>
  /** Those of the ids that there are. */
  findAll(ids: readonly string[]): Promise<readonly Verification[]>
  lock(id: string): Promise<Verification | null>
  /** The one of a client for a release that is not obsolete. */
  current(client: string, release: string): Promise<Verification | null>
  /** The same at some clients, by client. */
  currentAt(clients: readonly string[], release: string): Promise<ReadonlyMap<string, Verification>>
  list(filter: VerificationFilter, page: PageRequest): Promise<Page<Verification>>
  /** The newest of a client that is not obsolete. */
  newestOf(client: string): Promise<Verification | null>
  /** Those due to be handed to a runner, urgent ones first, then those that are tried again. */
  undispatched(now: Date, limit: number): Promise<readonly Verification[]>
  /** How many are with a runner now, in every process. */
  dispatched(): Promise<number>
  /** Serialises everybody who hands verifications to runners, until the end of the transaction. */
  lockDispatch(): Promise<void>
  /**
   * Those of whose runner nothing was heard since.
   * @param orphans whether those that wait to be tried again count, as where no runner is set up
   */
  silentSince(since: Date, orphans: boolean, limit: number): Promise<readonly Verification[]>
  /** Those of a release whose report is still awaited. */
  awaited(release: string): Promise<readonly Verification[]>
  /** Those that passed by a decision and whose clients have yet to be scheduled, oldest first. */
  owingGoAhead(limit: number): Promise<readonly Verification[]>
  /** Takes the go-aheads of those that still owe one, so that nobody else does. @returns these, in the order of their ids */
  takeGoAheads(ids: readonly string[]): Promise<readonly Verification[]>
  /**
   * Clients, in order, with a system that does not run the release, whom nobody verifies for it, or whose copy passed
   * while nothing is planned on the system; and those with an update that is held for exactly that reason, or with an
   * accepted request whose copy passed. Some of them may run something newer.
   */
  forgotten(release: string, after: string, limit: number): Promise<readonly string[]>
  /** Requests one for every client with a system that `isBehind` its release. @returns how many */
  requestAll(release: string, isBehind: (version: string | null) => boolean, now: Date): Promise<number>
  insert(
    draft: { readonly client: string; readonly release: string; readonly urgent: boolean },
    now: Date,
  ): Promise<Verification>
  /** @returns the verification, if it was still to be handed over */
  markDispatched(id: string, now: Date): Promise<Verification | null>
  /** The runner was broken off and nothing came of it: the same try is due again. */
  takeBack(id: string, attempt: number): Promise<void>
  /** Puts one that waits for a runner ahead of the queue. */
  hurry(id: string): Promise<void>
  /** Makes them obsolete, and drops the parts of their reports. Throws `StaleWrite` when one has changed since it was read. */
  drop(verifications: readonly Verification[]): Promise<void>
  /** Those of a release at some clients whose status is one of these, held until the end of the transaction. */
  lockOf(
    release: string,
    statuses: readonly VerificationStatus[],
    clients: readonly string[],
  ): Promise<readonly Verification[]>
  save(verification: Verification): Promise<Verification>
}

export type HealthReport = {
  readonly id: string
  readonly verification: string | null
  readonly client: string | null
  readonly release: string
  readonly summary: ReportSummary
  /** Against the client's earlier reports; null for the gate's. */
  readonly comparison: ReportComparison | null
  readonly receivedAt: Date
}

export type Reports = {
  /**
   * @param cases the compact archive of every case
   * @param update the update after which the live system was checked, where it is such a report
   */
  insert(report: Omit<HealthReport, 'id'>, cases: Uint8Array, update?: string): Promise<HealthReport>
  /** The check after an update. */
  ofUpdate(update: string): Promise<HealthReport | null>
  find(id: string): Promise<HealthReport | null>
  /** Those of the ids that there are. */
  findAll(ids: readonly string[]): Promise<readonly HealthReport[]>
  casesOf(id: string): Promise<Uint8Array | null>
  /** What the client's last health report that was proof, or accepted as such, executed; null before its first. */
  lastExecuted(client: string): Promise<number | null>
  /** The client's reports that were proof, or accepted as such, newest first. */
  provenOf(client: string, limit: number): Promise<readonly HealthReport[]>
  latestOf(client: string): Promise<HealthReport | null>
  /** The client's reports up to `report`, the newest of each release, oldest first; the last `limit` of them. */
  trendOf(client: string, report: string, limit: number): Promise<readonly ReportTotals[]>
}

export type ReportTotals = {
  readonly verification: string
  readonly release: string
  readonly totals: Totals
  readonly receivedAt: Date
}

/** Unpacks the archive of a report, case by case in the order of its file, piece by piece as they are asked for. */
export type ReadCases = (archive: Uint8Array) => Iterable<TestCase>

export type Findings = {
  find(id: string): Promise<Finding | null>
  /** Those of one failure in one release at every client that are not obsolete, oldest first. */
  ofGroup(group: FindingGroupKey): Promise<readonly Finding[]>
  /** Which of these failures the release has findings of that are not obsolete. */
  knownGroups(release: string, fingerprints: readonly string[]): Promise<ReadonlySet<string>>
  /** Serialises everybody who opens findings on a release: the first of a failure is told otherwise than the next. */
  lockGroups(release: string): Promise<void>
  /** The newest decision about a failure, save those in that release (of that client, where one is named). */
  lastVerdict(
    fingerprint: string,
    except: { readonly release: string; readonly client: string | null },
  ): Promise<Verdict | null>
  /** What is known of failures, by fingerprint; one that was never a finding is left out. */
  history(
    fingerprints: readonly string[],
    about: { readonly client: string; readonly release: string },
  ): Promise<ReadonlyMap<string, FailureHistory>>
  insert(verification: Verification, drafts: readonly FindingDraft[], now: Date): Promise<readonly Finding[]>
  ofVerification(verification: string): Promise<readonly Finding[]>
  /** Makes obsolete whatever was found by these verifications and is not so yet. @returns the findings, by id */
  dropOf(verifications: readonly string[]): Promise<readonly Finding[]>
  /** Guarded by the revision, as every save. */
  save(finding: Finding): Promise<Finding>
}

export type FailureHistory = {
  /** When the client had it first; null when it never did. */
  readonly first: { readonly at: Date; readonly release: string } | null
  /** At how many other clients it was met. */
  readonly elsewhere: number
  /** The newest decision about it at another client or in another release. */
  readonly verdict: Verdict | null
}

/** What makes one failure in triage: the same fingerprint in the same release. */
export type FindingGroupKey = { readonly release: string; readonly fingerprint: string }
