import type { Outcome } from '../../../../domain/reports/health-report.ts'
import type { GatheredText } from '../../input/case-text.ts'
import { worse } from '../../outcomes/outcome-of.ts'
import { countsIn } from '../../tally/declared.ts'
import type { ReportTally } from '../../tally/report-tally.ts'
import { duration, type FoundCase, outcomeSaid } from '../found-case.ts'

export type BoostAttributes = Readonly<Record<string, string>>

/** A `TestCase` that is not closed; `outer` is the one inside which it runs, as some tests of tests do. */
export type BoostCase = {
  readonly outer: BoostCase | undefined
  readonly attributes: BoostAttributes
  outcome: Outcome
  readonly problems: { readonly where: string; readonly text: GatheredText }[]
  time: GatheredText | undefined
}

/** @param isLog whether it stands in a log, which says no `result` */
export function openCase(
  attributes: BoostAttributes,
  isLog: boolean,
  outer: BoostCase | undefined,
  tally: ReportTally,
): BoostCase {
  const { result, skipped = 'no' } = attributes
  const wasSkipped = skipped === 'no' ? 'passed' : 'skipped'
  const said = isLog && result === undefined ? wasSkipped : worse(wasSkipped, outcomeSaid({ result }, tally))
  const read = countsIn(attributes, tally.unknown)
  const [failed, expected] = [read('assertions_failed') ?? 0, read('expected_failures') ?? 0]
  const outcome = failed > expected ? worse(said, 'failed') : said
  return { outer, attributes, outcome, problems: [], time: undefined }
}

/** @param suite the names of the suites that it is in */
export function foundIn({ attributes, outcome, problems, time }: BoostCase, suite: string): FoundCase {
  const micros = time && /^\s*\d+\s*$/.test(time.text) ? Number(time.text) : null
  return {
    suite,
    name: attributes['name'] ?? '',
    outcome,
    why: [...problems.map(({ text }) => text.text), attributes['reason'] ?? '', attributes['result'] ?? ''],
    texts: problems.map(({ where, text }) => [where, text.text.trim()].filter((part) => part !== '').join('\n')),
    milliseconds: duration(micros === null ? null : micros / 1000),
  }
}
