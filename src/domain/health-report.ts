/** How one test case ended. An error outranks a failure, a failure outranks a skip. */
export type Outcome = 'passed' | 'failed' | 'errored' | 'skipped'

/** One test case of a report. `message` and `output` are a stranger's text: never trusted, only shown. */
export type TestCase = {
  readonly suite: string
  readonly name: string
  readonly outcome: Outcome
  /** One line that says what went wrong; empty for a case that passed. */
  readonly message: string
  /** Stack trace or captured output, cut to the reader's limit. */
  readonly output: string
  readonly milliseconds: number | null
}

export type Totals = {
  readonly tests: number
  readonly passed: number
  readonly failed: number
  readonly errored: number
  readonly skipped: number
}

/** A suite that failed as a whole, outside any of its cases. */
export type SuiteError = { readonly suite: string; readonly message: string; readonly output: string }

export type SuiteTotals = Totals & { readonly suite: string }

/** What a whole report amounts to once it was read to its end. */
export type ReportSummary = {
  readonly totals: Totals
  readonly suites: readonly SuiteTotals[]
  readonly suiteErrors: readonly SuiteError[]
  /** The number of tests the report says it holds, where it says so; never trusted as a count. */
  readonly declaredTests: number | null
}

export const noTests: Totals = { tests: 0, passed: 0, failed: 0, errored: 0, skipped: 0 }

/** @returns `totals` with one more case of that outcome. */
export function counted<T extends Totals>(totals: T, outcome: Outcome): T {
  return { ...totals, tests: totals.tests + 1, [outcome]: totals[outcome] + 1 }
}

/** Tests that really ran: all but the skipped ones. */
export const executed = (totals: Totals): number => totals.tests - totals.skipped
