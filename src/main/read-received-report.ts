import { makeCaseArchiveWriter, readCaseArchive } from '../adapters/test-report/archive/case-archive.ts'
import { readTestReport } from '../adapters/test-report/read-test-report.ts'
import type { ReadReport } from '../app/ports/report-source.ts'
import { massFailure } from '../domain/findings/finding.ts'
import { counted, noTests, type ReportSummary, type TestCase } from '../domain/reports/health-report.ts'
import { ok } from '../domain/values/result.ts'

/** Reads a report to its end, archiving every case on the way and keeping apart those that failed. */
export const readReceivedReport: ReadReport = async (sources) => {
  const archive = makeCaseArchiveWriter()
  const failures: TestCase[] = []
  const read = await readTestReport(sources, {
    onCase: (testCase) => {
      archive.add(testCase)
      const failed = testCase.outcome === 'failed' || testCase.outcome === 'errored'
      if (failed && failures.length <= massFailure) failures.push(testCase)
    },
  })
  const cases = archive.finish()
  if (!read.ok) return read
  const { superseded, ...report } = read.value
  const [noCase, noFailure] = [superseded(), superseded()]
  if (!noCase || !noFailure) return ok({ ...report, failures, cases })
  return ok({
    ...report,
    ...without(noCase, cases, report.summary),
    failures: failures.filter((testCase) => !noFailure(testCase)),
  })
}

/** Packs the cases of an archive anew, but for those that do not count after all, and counts its suites. */
function without(dropped: (testCase: TestCase) => boolean, cases: Uint8Array, summary: ReportSummary) {
  const archive = makeCaseArchiveWriter()
  const suites = new Map(summary.suites.map(({ suite }) => [suite, { suite, ...noTests }]))
  for (const testCase of readCaseArchive(cases)) {
    if (dropped(testCase)) continue
    archive.add(testCase)
    const { suite, outcome } = testCase
    suites.set(suite, counted(suites.get(suite) ?? { suite, ...noTests }, outcome))
  }
  return { cases: archive.finish(), summary: { ...summary, suites: [...suites.values()] } }
}
