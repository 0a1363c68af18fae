import type { Outcome, TestCase } from '../../domain/health-report.ts'
import { type BoundedXml, makeBoundedXml } from './bounded-xml.ts'
import {
  addText,
  cutLine,
  cutOutput,
  detached,
  type GatheredText,
  gatherText,
  hasLines,
  tellingLine,
} from './case-text.ts'
import type { ReportLimits } from './report-limits.ts'
import type { ReportReader } from './report-reader.ts'
import { ReportRefused } from './report-refusal.ts'
import type { ReportTally } from './report-tally.ts'
import { whatToSend } from './sniff-format.ts'

type Attributes = {
  readonly [Name in 'name' | 'classname' | 'class' | 'time' | 'tests' | 'message' | 'type']?:
    | string
    | undefined
}
type Problem = {
  readonly rank: number
  readonly message: string
  readonly type: string
  readonly from: number
}
type OpenCase = {
  readonly outer: OpenCase | undefined
  readonly attributes: Attributes
  rank: number
  message: string
  problems: GatheredText | undefined
  captured: GatheredText | undefined
  problem: (Problem & { readonly depth: number }) | undefined
}

const ranked: readonly Outcome[] = ['passed', 'skipped', 'failed', 'errored']
const ranks = new Map([
  ['skipped', 1],
  ['failure', 2],
  ['error', 3],
])
const roots: readonly string[] = ['testsuites', 'testsuite', 'testrun']

/**
 * Reads JUnit XML in any of its dialects: every `testcase` once, wherever it stands; of its children an `error`
 * outranks a `failure` and that a `skipped`; a case with `rerunFailure` or `flakyFailure` alone passed; an `error` or
 * `failure` that stands in a suite is the suite's own. There is no norm; this is what Ant, Surefire, pytest, PHPUnit,
 * Jest and Eclipse write. A case belongs to the nearest suite that has a name, or else to its class.
 */
export function makeJunitReader(limits: ReportLimits, tally: ReportTally): ReportReader {
  const path: string[] = []
  const suites: string[] = ['']
  let current: OpenCase | undefined
  let suiteProblem: (Problem & { readonly depth: number; readonly text: GatheredText }) | undefined
  let listener: { readonly into: GatheredText; readonly depth: number } | undefined
  let declaredByRoot: number | null = null
  let declaredBySuites: number | null = null

  const listen = (into: GatheredText) => {
    listener = { into, depth: path.length }
    xml.listen(true)
  }

  const open = (name: string, attributes: Attributes) => {
    const parent = path.at(-1)
    path.push(name)
    if (parent === undefined) {
      if (!roots.includes(name)) throw foreign(name)
      if (name !== 'testsuite') declaredByRoot = wholeNumber(attributes.tests)
    }
    if (name === 'testcase') {
      current = openCase(attributes, current)
    } else if (name === 'testsuite') {
      suites.push(attributes.name?.trim() || (suites.at(-1) ?? ''))
      const declared =
        parent === undefined || (path.length === 2 && parent !== 'testsuite')
          ? wholeNumber(attributes.tests)
          : null
      if (declared !== null) declaredBySuites = (declaredBySuites ?? 0) + declared
    } else if (parent === 'testcase' && current) inCase(current, name, attributes)
    else if (
      (parent === 'testsuite' || parent === 'testsuites') &&
      (name === 'error' || name === 'failure')
    ) {
      suiteProblem = {
        ...problemOf(name, attributes, 0),
        depth: path.length,
        text: gatherText(limits.output),
      }
      listen(suiteProblem.text)
    }
  }

  const inCase = (testCase: OpenCase, name: string, attributes: Attributes) => {
    if (name === 'system-out' || name === 'system-err') {
      testCase.captured ??= gatherText(limits.output)
      listen(testCase.captured)
    } else if (ranks.has(name)) {
      testCase.problems ??= gatherText(limits.output)
      if (testCase.problems.text) addText(testCase.problems, '\n')
      testCase.problem = { ...problemOf(name, attributes, testCase.problems.text.length), depth: path.length }
      listen(testCase.problems)
    }
  }

  const close = () => {
    const name = path[path.length - 1]
    if (listener?.depth === path.length) {
      listener = undefined
      xml.listen(false)
    }
    if (name === 'testcase' && current) {
      tally.add(finished(current, suites.at(-1) ?? '', limits))
      current = current.outer
    } else if (name === 'testsuite') suites.pop()
    else if (current?.problem?.depth === path.length) settle(current, current.problem, limits)
    else if (suiteProblem?.depth === path.length) {
      const { text } = suiteProblem
      tally.suiteError({
        suite: detached(cutLine(suites.at(-1) ?? '', limits.name)),
        message: detached(cutLine(messageOf(suiteProblem, text.text), limits.message)),
        output: detached(cutOutput(withMessage(suiteProblem.message, text.text.trim()), limits.output)),
      })
      suiteProblem = undefined
    }
    path.pop()
  }

  const text = (piece: string) => {
    if (listener && !addText(listener.into, piece)) xml.listen(false)
  }

  const xml: BoundedXml = makeBoundedXml(limits, { open, close, text })
  return {
    write: xml.write,
    end() {
      xml.end()
      return tally.summary(declaredByRoot ?? declaredBySuites)
    },
  }
}

const problemOf = (element: string, attributes: Attributes, from: number): Problem => ({
  rank: ranks.get(element) ?? 0,
  message: attributes.message ?? '',
  type: attributes.type ?? '',
  from,
})

/** PHPUnit writes the case's own name as the first line of the text, which says nothing. */
const messageOf = (problem: Problem, text: string, own = ''): string =>
  tellingLine(problem.message) || tellingLine(text.slice(problem.from).replace(own, '')) || problem.type

/** A message of several lines is kept whole in the output, since only one of them is the case's message. */
const withMessage = (message: string, text: string): string =>
  hasLines(message) && !text.includes(message.trim()) ? `${message.trim()}\n${text}` : text

function openCase(attributes: Attributes, outer: OpenCase | undefined): OpenCase {
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

function settle(testCase: OpenCase, problem: Problem, limits: ReportLimits): void {
  const text = testCase.problems?.text ?? ''
  testCase.problem = undefined
  testCase.problems = { text: withMessage(problem.message, text), limit: limits.output }
  if (problem.rank <= testCase.rank) return
  testCase.rank = problem.rank
  const own = `${testCase.attributes.class}::${testCase.attributes.name}\n`
  testCase.message = cutLine(messageOf(problem, text, own), limits.message)
}

function finished(open: OpenCase, enclosing: string, limits: ReportLimits): TestCase {
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

const wholeNumber = (text: string | undefined): number | null =>
  text !== undefined && /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : null

const foreign = (root: string): ReportRefused =>
  new ReportRefused(
    'not-a-report',
    `The XML is no JUnit report: its root is <${root.slice(0, 50)}>, not <testsuites> or <testsuite>. ${whatToSend}`,
  )
