import type { ReportFiles } from '../../../app/report-source.ts'
import type { GateRefusal, GateShortfall } from '../../../domain/gate.ts'
import { problemWords } from '../../../domain/report-problem.ts'
import { type Answer, problem } from './answer.ts'
import { showFiles } from './reports/files-schema.ts'

/**
 * A refused gate with every shortfall's numbers. It is kept for a repetition: the release is marked as refused and
 * people are told.
 */
export function gateProblem(
  version: string,
  { totals, shortfalls }: GateRefusal,
  files: ReportFiles,
): Answer {
  const reasons = shortfalls.map(reasonOf)
  const tooFew = shortfalls.find((shortfall) => shortfall.rule === 'too-few-passed')
  const told = problem('gate-refused', `Release ${version} did not pass: ${reasons.join('; ')}.`, {
    ...(tooFew && { missing: tooFew.missing }),
    totals,
    shortfalls,
    ...showFiles(files),
    errors: reasons.map((reason) => ({ field: 'body', reason })),
  })
  return { ...told, kept: true }
}

function reasonOf(shortfall: GateShortfall): string {
  switch (shortfall.rule) {
    case 'too-few-passed':
      return `${shortfall.passed} tests passed, and it takes more than ${shortfall.needed}: ${shortfall.missing} more`
    case 'failures':
      return `${shortfall.failed} tests failed and ${shortfall.errored} ended in an error, and none may`
    case 'suite-errors':
      return `${shortfall.count} suites failed as a whole, first "${shortfall.first.slice(0, 200)}"`
    case 'missing-suites':
      return `required suites without a passed test: ${shortfall.suites.join(', ')}`
    default:
      return problemWords(shortfall.problem).replace(/\.$/, '')
  }
}
