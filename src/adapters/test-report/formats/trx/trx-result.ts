import type { Outcome, TestCase } from '../../../../domain/reports/health-report.ts'
import { cutLine, type GatheredText, hasLines } from '../../input/case-text.ts'
import { outcomeOf } from '../../outcomes/outcome-of.ts'
import type { ReportLimits } from '../../report-limits.ts'
import type { Declared } from '../../tally/declared.ts'
import { duration, type FoundCase } from '../found-case.ts'
import { splitName, withoutClass } from '../split-name.ts'

export type TrxAttributes = Readonly<Record<string, string>>
type Texts = { message?: GatheredText; trace?: GatheredText; out?: GatheredText; err?: GatheredText }

/** A result that is not closed; one that holds inner ones is told by them. */
export type OpenResult = {
  readonly attributes: TrxAttributes
  outcome: Outcome
  readonly texts: Texts
  /** What its own counters declare of its inner ones. */
  declared: Declared | undefined
  hasInner: boolean
  innerWorst: Outcome
}

/** The elements below `Output` whose text is kept, and where each stands. */
export const textFields = new Map<string, { readonly parent: string; readonly field: keyof Texts }>([
  ['Message', { parent: 'ErrorInfo', field: 'message' }],
  ['StackTrace', { parent: 'ErrorInfo', field: 'trace' }],
  ['StdOut', { parent: 'Output', field: 'out' }],
  ['StdErr', { parent: 'Output', field: 'err' }],
])

/** MSTest and VSTest leave out an outcome that is Error, the first of their list (`TestOutcome`). */
const leftOut = 'Error'

export const wordOf = (attributes: TrxAttributes): string => attributes['outcome'] ?? leftOut

/** @param unknown called for a word that is on no list */
export function openResult(attributes: TrxAttributes, unknown: (word: string) => void): OpenResult {
  const outcome = outcomeOf(wordOf(attributes))
  if (outcome === undefined) unknown(`outcome="${attributes['outcome']}"`)
  return {
    attributes,
    outcome: outcome ?? 'skipped',
    texts: {},
    declared: undefined,
    hasInner: false,
    innerWorst: 'passed',
  }
}

/** @returns the case, with so much of its class as its name tells */
export function foundIn({ attributes, outcome, texts }: OpenResult): FoundCase {
  const [suite, name] = splitName(attributes['testName'] ?? '')
  const { message, trace, out, err } = texts
  const whole = message?.text ?? ''
  return {
    suite,
    name: `${name}${rowOf(attributes, name)}`,
    outcome,
    why: [whole, trace?.text ?? '', outcome === 'skipped' ? (out?.text ?? '') : '', wordOf(attributes)],
    texts: [
      hasLines(whole) ? whole : '',
      trace?.text ?? '',
      ...(outcome === 'skipped' ? [] : [out?.text ?? '', err?.text ?? '']),
    ],
    milliseconds: duration(timeSpan(attributes['duration'])),
  }
}

/** @param className of its test; empty where no definition tells it */
export function ofClass(testCase: TestCase, className: string, limits: ReportLimits): TestCase {
  if (className === '' || className === testCase.suite) return testCase
  const full = testCase.suite === '' ? testCase.name : `${testCase.suite}.${testCase.name}`
  return { ...testCase, suite: cutLine(className, limits.name), name: withoutClass(full, className) }
}

/** Rows of one test have one name; Visual Studio shows them so. */
function rowOf(attributes: TrxAttributes, name: string): string {
  const row = attributes['dataRowInfo']
  return row === undefined || name.includes('Data Row') || name.endsWith(')') ? '' : ` (Data Row ${row})`
}

/** @returns milliseconds of a .NET TimeSpan, `[d.]hh:mm:ss[.fffffff]` */
function timeSpan(text: string | undefined): number | null {
  const parts = /^(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2}(?:\.\d{1,7})?)$/.exec(text?.trim() ?? '')
  if (!parts) return null
  const [, days = '0', hours, minutes, seconds] = parts
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000
}
