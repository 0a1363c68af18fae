import type { Outcome, TestCase } from '../../domain/health-report.ts'
import { cutLine, cutOutput, detached, type GatheredText, hasLines, tellingLine } from './case-text.ts'
import type { ReportLimits } from './report-limits.ts'

/** The attributes that are read, of any element. */
export type JunitAttributes = {
  readonly [Name in 'name' | 'classname' | 'class' | 'time' | 'tests' | 'message' | 'type']?:
    | string
    | undefined
}

/** What an `error`, `failure` or `skipped` says; `from` is where its text begins in the text of all of its case. */
export type Problem = {
  readonly depth: number
  readonly rank: number
  readonly message: string
  readonly type: string
  readonly from: number
}

/** A `testcase` that is not closed yet; `outer` is the one it stands in, which no tool should write. */
export type OpenCase = {
  readonly outer: OpenCase | undefined
  readonly attributes: JunitAttributes
  rank: number
  message: string
  problems: GatheredText | undefined
  captured: GatheredText | undefined
  problem: Problem | undefined
}

const ranked: readonly Outcome[] = ['passed', 'skipped', 'failed', 'errored']

/** What outranks what, by element; a case without any of them passed. */
export const ranks: ReadonlyMap<string, number> = new Map([
  ['skipped', 1],
  ['failure', 2],
  ['error', 3],
])

/** @returns what the element says of itself; `from` and `depth` are where it begins. */
export const problemOf = (
  element: string,
  attributes: JunitAttributes,
  depth: number,
  from: number,
): Problem => ({
  depth,
  rank: ranks.get(element) ?? 0,
  message: attributes.message ?? '',
  type: attributes.type ?? '',
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

/** @returns a case that has only begun. */
export function openCase(attributes: JunitAttributes, outer: OpenCase | undefined): OpenCase {
  return {
    outer,
    attributes,
    rank: 0,
    message: '',
    problems: undefined,
    captured: undefined,
    problem: undefined,
  }
}

/** Takes what a problem that is now closed means for its case: the highest rank decides, and the first of that rank. */
export function settle(testCase: OpenCase, problem: Problem, limits: ReportLimits): void {
  const text = testCase.problems?.text ?? ''
  testCase.problem = undefined
  testCase.problems = { text: withMessage(problem.message, text), limit: limits.output }
  if (problem.rank <= testCase.rank) return
  testCase.rank = problem.rank
  const own = `${testCase.attributes.class}::${testCase.attributes.name}\n`
  testCase.message = cutLine(messageOf(problem, text, own), limits.message)
}

/**
 * @param enclosing the name of the nearest suite that has one, or nothing.
 * @returns the case, in memory of its own unless it passed.
 */
export function finishCase(open: OpenCase, enclosing: string, limits: ReportLimits): TestCase {
  const className = (open.attributes.classname ?? open.attributes.class ?? '').trim()
  const ownName = open.attributes.name ?? ''
  const suite = cutLine(enclosing || className, limits.name)
  const full = className === '' || className === suite || ownName.startsWith(className)
  const name = cutLine(full ? ownName : `${className} › ${ownName}`, limits.name)
  const milliseconds = durationOf(open.attributes.time)
  const outcome = ranked[open.rank] ?? 'passed'
  if (outcome === 'passed') return { suite, name, outcome, message: '', output: '', milliseconds }
  const captured = open.rank > 1 ? (open.captured?.text.trim() ?? '') : ''
  const output = [open.problems?.text.trim() ?? '', captured].filter((part) => part !== '').join('\n\n')
  return {
    suite: detached(suite),
    name: detached(name),
    outcome,
    message: detached(open.message),
    output: detached(cutOutput(output, limits.output)),
    milliseconds,
  }
}

/** @returns milliseconds of a `time` in seconds, thousands separated or not; null for what is no duration. */
function durationOf(time: string | undefined): number | null {
  if (time === undefined || time.trim() === '') return null
  const seconds = Number(/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(time) ? time.replaceAll(',', '') : time)
  return seconds >= 0 && seconds <= longestSeconds ? Math.round(seconds * 1000) : null
}

/** A case that says it took longer than thirty days has a broken clock. */
const longestSeconds = 30 * 24 * 3600
