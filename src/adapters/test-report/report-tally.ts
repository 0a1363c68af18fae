import type { Outcome, ReportSummary, SuiteError, TestCase } from '../../domain/health-report.ts'
import { detached } from './case-text.ts'
import type { ReportLimits } from './report-limits.ts'
import { ReportRefused } from './report-refusal.ts'

type Count = Record<Outcome, number>
type SuiteCount = Count & { readonly suite: string }

/** Counts a report case by case; its memory grows with the suites, not with the cases. */
export type ReportTally = {
  /** Counts one case and hands it on. */
  add(testCase: TestCase): void
  suiteError(error: SuiteError): void
  /** @param declaredTests what the report says of itself, kept beside the counts and never in place of them. */
  summary(declaredTests: number | null): ReportSummary
}

export function makeReportTally(limits: ReportLimits, onCase: (testCase: TestCase) => void): ReportTally {
  const suites = new Map<string, SuiteCount>()
  const suiteErrors: SuiteError[] = []
  let moreSuiteErrors = 0
  let cases = 0
  let latest: SuiteCount | undefined

  const countOf = (suite: string): SuiteCount => {
    const known = latest?.suite === suite ? latest : suites.get(suite)
    if (known) return known
    if (suites.size >= limits.suites) {
      throw new ReportRefused(
        'too-many-cases',
        `The report has more than ${limits.suites} suites. Give related cases one suite, or split the report.`,
      )
    }
    const added = { suite: detached(suite), passed: 0, failed: 0, errored: 0, skipped: 0 }
    suites.set(added.suite, added)
    return added
  }

  return {
    add(testCase) {
      cases += 1
      if (cases > limits.cases) {
        throw new ReportRefused('too-many-cases', `The report has more than ${limits.cases} cases. Split it.`)
      }
      latest = countOf(testCase.suite)
      latest[testCase.outcome] += 1
      onCase(testCase)
    },
    suiteError(error) {
      if (suiteErrors.length < limits.suiteErrors) suiteErrors.push(error)
      else moreSuiteErrors += 1
    },
    summary(declaredTests) {
      const totals = { tests: cases, passed: 0, failed: 0, errored: 0, skipped: 0 }
      const counts = [...suites.values()].map(({ suite, passed, failed, errored, skipped }) => {
        totals.passed += passed
        totals.failed += failed
        totals.errored += errored
        totals.skipped += skipped
        return { suite, tests: passed + failed + errored + skipped, passed, failed, errored, skipped }
      })
      const rest = moreSuiteErrors > 0 ? [unkept(moreSuiteErrors)] : []
      return { totals, suites: counts, suiteErrors: [...suiteErrors, ...rest], declaredTests }
    },
  }
}

const unkept = (count: number): SuiteError => ({
  suite: '',
  message: `${count} more suite-level errors, not kept one by one`,
  output: '',
})
