import { makeCaseArchiveWriter } from '../adapters/test-report/archive/case-archive.ts'
import { readTestReport } from '../adapters/test-report/read-test-report.ts'
import type { ReadReport } from '../app/report-source.ts'
import { massFailure } from '../domain/finding.ts'
import type { TestCase } from '../domain/health-report.ts'
import { ok } from '../domain/result.ts'

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
  return read.ok ? ok({ ...read.value, failures, cases }) : read
}
