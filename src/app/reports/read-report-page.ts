import type { Finding } from '../../domain/findings/finding.ts'
import { fingerprint } from '../../domain/findings/fingerprint.ts'
import type { Reader } from '../../domain/people/reader.ts'
import type { TestCase } from '../../domain/reports/health-report.ts'
import type { FailureHistory, HealthReport, Ports, Tx } from '../ports/ports.ts'
import type { CaseFound, FailureSeen, ReportReads } from '../use-cases/report-reads.ts'
import { caseFor, findingFor, seenVerification } from '../verifications/see-report.ts'

const shownFailures = 50
const shownReleases = 12

/** Reads everything that a report's page shows before anybody searches it. */
export const makeReadReportPage =
  (ports: Ports): ReportReads['readReportPage'] =>
  (id, reader) =>
    ports.inTransaction(async (tx) => {
      const seen = await seenVerification(tx, id, reader)
      const client = seen && (await tx.clients.find(seen.verification.client))
      const release = seen && (await tx.releases.find(seen.verification.release))
      if (!seen || !client || !release) return null
      const { verification, report } = seen
      const findings = await tx.findings.ofVerification(verification.id)
      const newest = await tx.reports.latestOf(client.id)
      const failing = report ? report.summary.totals.failed + report.summary.totals.errored : 0
      return {
        client,
        release,
        verification,
        report,
        failing,
        failures: report ? await failuresOf(tx, ports, { report, failing, findings, reader }) : [],
        remarks: findings.filter(({ kind }) => kind !== 'case').map((one) => findingFor(one, reader)),
        trend: report ? await tx.reports.trendOf(client.id, report.id, shownReleases) : [],
        newer: newest && newest.id !== report?.id ? newest.verification : null,
      }
    })

type Failing = {
  readonly report: HealthReport
  readonly failing: number
  readonly findings: readonly Finding[]
  readonly reader: Reader
}

async function failuresOf(tx: Tx, ports: Ports, found: Failing): Promise<FailureSeen[]> {
  const { report, failing } = found
  const archive = failing > 0 ? await tx.reports.casesOf(report.id) : null
  if (!archive) return []
  const cases = firstFailing(ports.readCases(archive), Math.min(failing, shownFailures))
  const prints = cases.map(({ testCase }) => fingerprint(testCase))
  const about = { client: report.client ?? '', release: report.release }
  return withHistory(cases, found, await tx.findings.history(prints, about))
}

function firstFailing(cases: Iterable<TestCase>, limit: number): CaseFound[] {
  const found: CaseFound[] = []
  let index = 0
  for (const testCase of cases) {
    if (testCase.outcome === 'failed' || testCase.outcome === 'errored') found.push({ index, testCase })
    if (found.length >= limit) break
    index += 1
  }
  return found
}

/** Puts beside each failure its finding and what is known of it: findings were opened in the order of the report. */
function withHistory(
  cases: readonly CaseFound[],
  { report, findings, reader }: Failing,
  history: ReadonlyMap<string, FailureHistory>,
): FailureSeen[] {
  const left = new Map<string, Finding[]>()
  for (const finding of findings)
    if (finding.kind === 'case') left.set(finding.fingerprint, [...(left.get(finding.fingerprint) ?? []), finding])
  return cases.map(({ index, testCase }) => {
    const print = fingerprint(testCase)
    const known = history.get(print)
    const finding = left.get(print)?.shift() ?? null
    return {
      index,
      testCase: caseFor(testCase, reader),
      finding: finding && findingFor(finding, reader),
      firstSeen: known?.first ?? { at: report.receivedAt, release: report.release },
      elsewhere: reader.kind === 'staff' ? { clients: known?.elsewhere ?? 0, verdict: known?.verdict ?? null } : null,
    }
  })
}
