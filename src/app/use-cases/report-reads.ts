import type { Finding } from '../../domain/findings/finding.ts'
import type { Verdict } from '../../domain/findings/verdict.ts'
import type { Verification } from '../../domain/findings/verification.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Reader } from '../../domain/people/reader.ts'
import type { Release } from '../../domain/releases/release.ts'
import type { Outcome, ReportSummary, TestCase } from '../../domain/reports/health-report.ts'
import type { HealthReport, ReportTotals } from '../ports/ports.ts'

/**
 * What people read of the System Health report of a verification. An administrator sees their own client's only, without
 * what the vendor keeps to itself; one that is not theirs looks like one that does not exist.
 */
export type ReportReads = {
  readReportPage(verification: string, reader: Reader): Promise<ReportPage | null>
  /** Searches all cases of the report; null before there is one. */
  findCases(verification: string, wish: CaseWish, reader: Reader): Promise<CasesFound | null>
  /** @param index the case's place in the report, from 0 */
  readCase(verification: string, index: number, reader: Reader): Promise<CaseRead | null>
  exportReport(verification: string, reader: Reader): Promise<ReportExport | null>
}

export type ReportPage = {
  readonly client: Client
  readonly release: Release
  readonly verification: Verification
  /** Null while the copy is still checked. */
  readonly report: HealthReport | null
  /** The first ones in the order of the report. */
  readonly failures: readonly FailureSeen[]
  /** How many failed or errored in all. */
  readonly failing: number
  /** What is to be looked at in the report as a whole: suite errors, missing tests, a mass failure. */
  readonly remarks: readonly Finding[]
  /** The client's reports up to this one, one for each release, oldest first. */
  readonly trend: readonly ReportTotals[]
  /** The verification of the client's newest report, where this is not it. */
  readonly newer: string | null
}

export type FailureSeen = CaseFound & {
  readonly finding: Finding | null
  /** When this failure was first seen at this client, and on which release. */
  readonly firstSeen: { readonly at: Date; readonly release: string }
  /** For the vendor's eyes; null for a client's. */
  readonly elsewhere: { readonly clients: number; readonly verdict: Verdict | null } | null
}

export type CaseWish = {
  readonly outcome: Outcome | null
  /** A suite of exactly this name or, where there is none, every suite whose name holds it. */
  readonly suite: string | null
  /** Words that must all be in the suite, the name or the message, in any case of letters. */
  readonly text: string | null
  /** From 1. */
  readonly page: number
}

export type CaseFound = { readonly index: number; readonly testCase: TestCase }

export type CaseRead = CaseFound & { readonly client: Client; readonly release: string }

export type CasesFound = {
  readonly cases: readonly CaseFound[]
  readonly matching: number
  /** The page that is shown: the last one, where more was asked for. */
  readonly page: number
  readonly pages: number
}

export type ReportExport = {
  readonly client: string
  readonly release: string
  readonly receivedAt: Date
  readonly summary: ReportSummary
  readonly cases: Iterable<TestCase>
}

export const reportFormats = ['junit', 'ctrf', 'csv'] as const
export type ReportFormat = (typeof reportFormats)[number]

/** Writes a report in pieces, each a case or so, going through its cases once: none of it is held in memory. */
export type WriteReport = (format: ReportFormat, report: WrittenReport) => Iterable<string>

export type WrittenReport = Pick<ReportExport, 'summary' | 'cases' | 'receivedAt'> & {
  readonly title: string
}
