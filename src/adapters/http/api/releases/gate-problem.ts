import type { ReportFiles } from '../../../../app/ports/report-source.ts'
import type { GateRefusal } from '../../../../domain/releases/gate.ts'
import { shortfallWords } from '../../../../notices/releases/shortfall-words.ts'
import { type Answer, problem } from '../calls/answer.ts'
import { showFiles } from '../reports/files-schema.ts'

/**
 * A refused gate with every shortfall's numbers. It is kept for a repetition: the release is marked as refused and
 * people are told.
 */
export function gateProblem(version: string, { totals, shortfalls }: GateRefusal, files: ReportFiles): Answer {
  const reasons = shortfalls.map(shortfallWords)
  const tooFew = shortfalls.find((shortfall) => shortfall.rule === 'too-few-passed')
  const told = problem('gate-refused', `Release ${version} did not pass. ${reasons.join(' ')}`, {
    ...(tooFew && { missing: tooFew.missing }),
    totals,
    shortfalls,
    ...showFiles(files),
    errors: reasons.map((reason) => ({ field: 'body', reason: reason.replace(/\.$/, '') })),
  })
  return { ...told, kept: true }
}
