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

/** A head that claims more than was counted below it. */
export type DeclaredProblem = {
  /** More tests; more failures and errors; more skipped than were counted. */
  readonly kind: 'declared-more' | 'declared-failures' | 'declared-skipped'
  /** How many are claimed in vain, over all heads. */
  readonly excess: number
  /** How many heads claim too much. */
  readonly heads: number
  /** The first of them; its suite is empty where the report as a whole claims it. */
  readonly first: { readonly suite: string; readonly declared: number; readonly counted: number }
}

/** Words by which cases say how they ended and that no runner is known to use. */
export type UnknownOutcome = {
  readonly kind: 'unknown-outcome'
  readonly times: number
  /** The commonest first; only some of them where there are many. */
  readonly words: readonly { readonly word: string; readonly count: number }[]
}

/** The runner ended with a code that is not 0, and nothing in its report says why. */
export type ExitCodeProblem = { readonly kind: 'exit-code'; readonly exitCode: number }

/** Why a report that was read to its end is no proof, whatever its cases say (DESIGN 2.1, 2.4). */
export type ReportProblem = DeclaredProblem | UnknownOutcome | ExitCodeProblem

export type ReportProblemKind = ReportProblem['kind']

/** What a whole report amounts to once it was read to its end. */
export type ReportSummary = {
  readonly totals: Totals
  readonly suites: readonly SuiteTotals[]
  readonly suiteErrors: readonly SuiteError[]
  /** The number of tests the report says it holds, where it says so; never trusted as a count. */
  readonly declaredTests: number | null
  /** Why it is no proof, whatever its cases say. */
  readonly problems: readonly ReportProblem[]
}

export const noTests: Totals = { tests: 0, passed: 0, failed: 0, errored: 0, skipped: 0 }

/** @returns `totals` with one more case of that outcome. */
export function counted<T extends Totals>(totals: T, outcome: Outcome): T {
  return { ...totals, tests: totals.tests + 1, [outcome]: totals[outcome] + 1 }
}

/** Tests that really ran: all but the skipped ones. */
export const executed = (totals: Totals): number => totals.tests - totals.skipped

/** Tests that failed or errored. */
export const badCount = (totals: Totals): number => totals.failed + totals.errored
