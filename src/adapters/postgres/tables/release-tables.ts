import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { ReportComparison } from '../../../domain/findings/compare-reports.ts'
import type { ComparedFinding, FindingKind, FindingStatus } from '../../../domain/findings/finding.ts'
import type { AcceptReason, Verdict } from '../../../domain/findings/verdict.ts'
import type { VerificationStatus } from '../../../domain/findings/verification.ts'
import type { ActorStamp } from '../../../domain/people/actor.ts'
import type { GateShortfall } from '../../../domain/releases/gate.ts'
import type { ReleaseKind, ReleaseStatus } from '../../../domain/releases/release.ts'
import type { WavePlan } from '../../../domain/releases/waves.ts'
import type { ReportProblem, SuiteError, SuiteTotals, Totals } from '../../../domain/reports/health-report.ts'

/** Instants are ISO 8601 in JSON. */
export type StoredWaves = WavePlan & {
  readonly steps: readonly { readonly upTo: number; readonly opensAt: string }[]
  readonly countFrom: string | null
}

export type ReleaseTables = {
  follow_ups: {
    id: GeneratedAlways<number>
    client: string
    release: string | null
  }
  releases: {
    version: string
    /** Null where an equal version was registered before this column was. */
    plain_version: string | null
    kind: ReleaseKind
    status: ReleaseStatus
    notes_url: string
    gate: JSONColumnType<Totals> | null
    shortfalls: JSONColumnType<GateShortfall[]> | null
    waves: JSONColumnType<StoredWaves> | null
    /** Who paused, resumed or withdrew it last, and why. */
    changed_by: JSONColumnType<ActorStamp> | null
    changed_at: Date | null
    reason: string | null
    inside: string | null
    revision: number
    created_at: Date
    updated_at: Date
  }
  verifications: {
    id: GeneratedAlways<number>
    client: string
    release: string
    status: VerificationStatus
    attempt: number
    urgent: boolean
    requested_at: Date
    started_at: Date | null
    due_at: Date
    heard_at: Date
    detail: string | null
    dispatched_at: Date | null
    go_ahead_owed: Generated<boolean>
    report: number | null
    revision: number
  }
  health_reports: {
    id: GeneratedAlways<number>
    verification: number | null
    client: string | null
    release: string
    tests: number
    passed: number
    failed: number
    errored: number
    skipped: number
    declared_tests: number | null
    suites: JSONColumnType<readonly SuiteTotals[]>
    suite_errors: JSONColumnType<readonly SuiteError[]>
    problems: JSONColumnType<readonly ReportProblem[]>
    cases: Buffer
    comparison: JSONColumnType<ReportComparison> | null
    checked_update: number | null
    received_at: Date
  }
  report_parts: {
    subject: string
    attempt: number
    name: string
    digest: string
    bytes: number
    files: number
    exit_code: number | null
    content_type: string | null
    body: Buffer
    at: Date
  }
  findings: {
    id: GeneratedAlways<number>
    verification: number
    client: string
    release: string
    kind: FindingKind
    suite: string
    name: string
    message: string
    output: string
    fingerprint: string
    compared: ComparedFinding['word'] | null
    compared_with: string | null
    status: FindingStatus
    opened_at: Date
    claimed_by: JSONColumnType<ActorStamp> | null
    decision: Verdict['decision'] | null
    decided_by: JSONColumnType<ActorStamp> | null
    decided_at: Date | null
    reason: AcceptReason | null
    ticket: string | null
    note: string | null
    note_for_client: boolean
    /** Whether the decision counts elsewhere: not where it was made together with one about another failure. */
    remembered: Generated<boolean>
    revision: number
  }
}
