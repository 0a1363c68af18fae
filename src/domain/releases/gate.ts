import type { ReportProblem, ReportProblemKind, ReportSummary, Totals } from '../reports/health-report.ts'

import { ok, type Result, refuse } from '../values/result.ts'

/** `GATE_MIN_TESTS` and `GATE_REQUIRED_SUITES`. */
export type GateRules = { readonly minTests: number; readonly requiredSuites: readonly string[] }

/** Everything that kept a release from passing, each with its number. */
export type GateRefusal = {
  readonly totals: Totals
  readonly shortfalls: readonly GateShortfall[]
}

export type GateShortfall =
  /** `passed` must be *more than* `needed`; `missing` more would do. */
  | {
      readonly rule: 'too-few-passed'
      readonly passed: number
      readonly needed: number
      readonly missing: number
    }
  | { readonly rule: 'failures'; readonly failed: number; readonly errored: number }
  | { readonly rule: 'suite-errors'; readonly count: number; readonly first: string }
  | { readonly rule: 'missing-suites'; readonly suites: readonly string[] }
  /** The report contradicts itself, or says something that nobody understands: it is no proof. */
  | { readonly rule: ReportProblemKind; readonly problem: ReportProblem }

/**
 * The release gate (DESIGN 2.1): more than `minTests` tests passed, none failed or errored, every required suite there
 * with at least one passed test, and nothing in the report that makes it no proof. Skipped tests don't count.
 * @returns the counted totals, or every shortfall at once
 */
export function passGate(report: ReportSummary, rules: GateRules): Result<Totals, GateRefusal> {
  const { totals } = report
  const shortfalls: GateShortfall[] = []
  if (totals.passed <= rules.minTests) {
    const missing = rules.minTests + 1 - totals.passed
    shortfalls.push({ rule: 'too-few-passed', passed: totals.passed, needed: rules.minTests, missing })
  }
  if (totals.failed + totals.errored > 0) {
    shortfalls.push({ rule: 'failures', failed: totals.failed, errored: totals.errored })
  }
  const [firstError] = report.suiteErrors
  if (firstError) shortfalls.push({ rule: 'suite-errors', count: report.suiteErrors.length, first: firstError.suite })
  const present = new Set(report.suites.filter((suite) => suite.passed > 0).map((suite) => suite.suite))
  const absent = rules.requiredSuites.filter((suite) => !present.has(suite))
  if (absent.length > 0) shortfalls.push({ rule: 'missing-suites', suites: absent })
  for (const problem of report.problems) shortfalls.push({ rule: problem.kind, problem })
  return shortfalls.length === 0 ? ok(totals) : refuse({ totals, shortfalls })
}
