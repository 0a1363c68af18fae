import type { Outcome, TestCase } from '../../../../domain/reports/health-report.ts'
import { cutLine, cutOutput, detached, type GatheredText, hasLines, tellingLine } from '../../input/case-text.ts'
import { worse } from '../../outcomes/outcome-of.ts'
import { toldBy } from '../../outcomes/told-by-name.ts'
import type { ReportLimits } from '../../report-limits.ts'
import { secondsOf } from '../seconds.ts'

export type JunitAttributes = Readonly<Record<string, string>>

/** What an `error`, `failure` or `skipped` says; `from` is where its text begins in the text of all of its case. */
export type Problem = {
  readonly depth: number
  readonly outcome: Outcome
  readonly message: string
  readonly type: string
  readonly from: number
}

/** A `testcase` that is not closed yet; `outer` is the one it stands in, which no tool should write. */
export type OpenCase = {
  readonly outer: OpenCase | undefined
  readonly attributes: JunitAttributes
  outcome: Outcome
  message: string
  /** Whether anything in it says that it was skipped, also where something worse is said. */
  saidSkipped: boolean
  /** Whether a child element said so; the first of the worst is the one that tells why. */
  told: boolean
  /** How often it was tried in vain before. */
  reruns: number
  problems: GatheredText | undefined
  captured: GatheredText | undefined
  problem: Problem | undefined
}

/** @returns what the element says of itself; `from` and `depth` are where it begins. */
export const problemOf = (outcome: Outcome, attributes: JunitAttributes, depth: number, from: number): Problem => ({
  depth,
  outcome,
  message: attributes['message'] ?? '',
  type: attributes['type'] ?? '',
  from,
})

/**
 * @param text the text of all problems of its case.
 * @param own the line that is the case's own name: PHPUnit writes it first, and it says nothing.
 * @returns the message, or else the telling line of the text, or else the type; empty where there is none of them.
 */
export const messageOf = (problem: Problem, text: string, own = ''): string =>
  tellingLine(problem.message) || tellingLine(text.slice(problem.from).replace(own, '')) || problem.type

/** A message of several lines is kept whole in the output, since only one of them is the case's message. */
export const withMessage = (message: string, text: string): string =>
  hasLines(message) && !text.includes(message.trim()) ? `${message.trim()}\n${text}` : text

/**
 * @param within what the suites around it say of all their cases
 * @param unknown called for each attribute whose word is on no list, for such a case never passes; null where no attribute
 *   tells how it ended
 * @returns a case that has only begun, with what its attributes say of it
 */
export function openCase(
  attributes: JunitAttributes,
  outer: OpenCase | undefined,
  within: Outcome,
  unknown: ((word: string) => void) | null,
): OpenCase {
  const testCase: OpenCase = {
    outer,
    attributes,
    outcome: within,
    message: '',
    saidSkipped: within === 'skipped',
    told: false,
    reruns: 0,
    problems: undefined,
    captured: undefined,
    problem: undefined,
  }
  if (!unknown) return testCase
  for (const name in attributes) {
    const value = attributes[name] ?? ''
    const meaning = toldBy(name, value)
    if (meaning === null || meaning === 'passed') continue
    const said = `${name}="${value}"`
    if (meaning === 'unknown') unknown(said)
    raise(testCase, meaning === 'unknown' ? 'skipped' : meaning, said)
  }
  return testCase
}

/** @param message why, where nothing says it better */
export function raise(testCase: OpenCase, outcome: Outcome, message: string): void {
  if (outcome === 'skipped') testCase.saidSkipped = true
  const worst = worse(testCase.outcome, outcome)
  if (worst === testCase.outcome) return
  testCase.outcome = worst
  testCase.message = message
}

/** Takes what a problem that is now closed means for its case: the highest rank decides, and the first of that rank. */
export function settle(testCase: OpenCase, problem: Problem, limits: ReportLimits): void {
  const text = testCase.problems?.text ?? ''
  testCase.problem = undefined
  testCase.problems = { text: withMessage(problem.message, text), limit: limits.output }
  if (problem.outcome === 'skipped') testCase.saidSkipped = true
  const worst = worse(testCase.outcome, problem.outcome)
  if (worst !== problem.outcome || (worst === testCase.outcome && testCase.told)) return
  const own = `${testCase.attributes['class']}::${testCase.attributes['name']}\n`
  const message = cutLine(messageOf(problem, text, own), limits.message)
  if (message !== '' || worst !== testCase.outcome) testCase.message = message
  testCase.outcome = worst
  testCase.told = true
}

/**
 * @param enclosing the name of the nearest suite that has one, already one line within the limit, or nothing.
 * @returns the case, in memory of its own unless it passed.
 */
export function finishCase(open: OpenCase, enclosing: string, limits: ReportLimits): TestCase {
  const className = (open.attributes['classname'] ?? open.attributes['class'] ?? '').trim()
  const ownName = open.attributes['name'] ?? ''
  const suite = enclosing || cutLine(className, limits.name)
  const full = className === '' || className === suite || ownName.startsWith(className)
  const name = cutLine(full ? ownName : `${className} › ${ownName}`, limits.name)
  const milliseconds = durationOf(open.attributes['time'])
  const { outcome } = open
  if (outcome === 'passed') return { suite, name, outcome, message: '', output: '', milliseconds }
  const captured = outcome !== 'skipped' ? (open.captured?.text.trim() ?? '') : ''
  const output = [open.problems?.text.trim() ?? '', captured].filter((part) => part !== '').join('\n\n')
  return {
    suite: detached(suite),
    name: detached(name),
    outcome,
    message: detached(cutLine(open.message, limits.message)),
    output: detached(cutOutput(output, limits.output)),
    milliseconds,
  }
}

/** @returns milliseconds of a `time` in seconds; null for what is no duration. */
function durationOf(time: string | undefined): number | null {
  const seconds = time === undefined ? null : secondsOf(time)
  return seconds !== null && seconds <= longestSeconds ? Math.round(seconds * 1000) : null
}

/** A case that says it took longer than thirty days has a broken clock. */
const longestSeconds = 30 * 24 * 3600
