import {
  comparedReports,
  compareReports,
  nothingChanged,
  type ReportComparison,
} from '../../domain/findings/compare-reports.ts'
import type { HealthReport, Ports } from '../ports/ports.ts'
import type { ReceivedReport } from '../ports/report-source.ts'

/**
 * Holds a report that just came in against the client's earlier ones. Their archives are unpacked only when something
 * failed in one of them, and outside of any transaction that holds a lock.
 * @returns null for a verification that is not on file
 */
export async function compareWithEarlier(
  ports: Ports,
  verification: string,
  { summary, cases }: ReceivedReport,
): Promise<ReportComparison | null> {
  const found = await ports.withoutTransaction(async (tx) => {
    const about = await tx.verifications.find(verification)
    return about && { about, earlier: await tx.reports.provenOf(about.client, comparedReports - 1) }
  })
  if (!found) return null
  const { about, earlier } = found
  if (![{ summary }, ...earlier].some(hasFailures)) {
    const against = earlier.find(({ release }) => release !== about.release) ?? earlier[0]
    return nothingChanged(against?.release ?? null)
  }
  const unpacked = []
  for (const { id, release } of earlier) {
    const archive = await ports.inTransaction((tx) => tx.reports.casesOf(id))
    if (archive) unpacked.push({ release, cases: ports.readCases(archive) })
  }
  return compareReports({ release: about.release, cases: ports.readCases(cases) }, unpacked)
}

const hasFailures = ({ summary }: Pick<HealthReport, 'summary'>): boolean =>
  summary.totals.failed + summary.totals.errored > 0
