import {
  badCount,
  type DeclaredProblem,
  executed,
  type ReportProblem,
  type ReportProblemKind,
  type ReportSummary,
} from './health-report.ts'

export const reportProblemKinds: readonly ReportProblemKind[] = [
  'declared-more',
  'declared-failures',
  'declared-skipped',
  'unknown-outcome',
  'exit-code',
]

/**
 * @param exitCode what the runner ended with; null where it was not told
 * @returns the summary, with a problem where the runner failed and its report does not
 */
export function withExitCode(summary: ReportSummary, exitCode: number | null): ReportSummary {
  if (exitCode === null || exitCode === 0) return summary
  if (badCount(summary.totals) + summary.suiteErrors.length > 0) return summary
  return { ...summary, problems: [...summary.problems, { kind: 'exit-code', exitCode }] }
}

/** What `report inspect` answers for: everything that makes a report no proof by itself. */
export type Shortcoming = {
  readonly kind: ReportProblemKind | 'no-tests' | 'suite-error'
  readonly detail: string
}

/** @returns every reason why the report proves nothing, whoever handed it in; empty when it proves what it says. */
export function shortcomingsOf(summary: ReportSummary): Shortcoming[] {
  const found: Shortcoming[] = []
  if (executed(summary.totals) === 0) found.push({ kind: 'no-tests', detail: noTestsWords(summary) })
  for (const { suite, message } of summary.suiteErrors)
    found.push({
      kind: 'suite-error',
      detail: `${suite === '' ? 'A suite' : `"${suite}"`} broke: ${message}`,
    })
  return [...found, ...summary.problems.map((problem) => ({ kind: problem.kind, detail: problemWords(problem) }))]
}

/** @returns why a report in which nothing ran proves nothing, in a sentence */
export const noTestsWords = ({ totals: { tests } }: ReportSummary): string =>
  tests === 0
    ? 'The report holds no test case, so it proves nothing.'
    : `All ${tests} tests were skipped, so the report proves nothing.`

/** @returns a problem in one sentence with its numbers; the names and words in it are a stranger's text */
export function problemWords(problem: ReportProblem): string {
  switch (problem.kind) {
    case 'declared-more':
      return declaredWords(problem, 'tests', 'test')
    case 'declared-failures':
      return declaredWords(problem, 'failures and errors', 'failure or error')
    case 'declared-skipped':
      return declaredWords(problem, 'skipped tests', 'skipped test')
    case 'unknown-outcome': {
      const words = problem.words.slice(0, shownWords).map(({ word, count }) => `${word} (${count})`)
      const more = problem.words.length > shownWords ? ' and others' : ''
      return `${problem.times} ${problem.times === 1 ? 'outcome' : 'outcomes'} that nobody understands, not counted as passed: ${words.join(', ')}${more}.`
    }
    case 'exit-code':
      return `The runner ended with exit code ${problem.exitCode}, and nothing in the report failed.`
  }
}

const shownWords = 5

function declaredWords({ excess, heads, first }: DeclaredProblem, many: string, one: string): string {
  const who = first.suite === '' ? 'The report' : `"${first.suite}"`
  const what = first.declared === 1 ? one : many
  const told = `${who} declares ${first.declared} ${what} and holds ${first.counted}`
  return heads === 1 ? `${told}.` : `${told}; ${heads} suites declare ${excess} too many in all.`
}
