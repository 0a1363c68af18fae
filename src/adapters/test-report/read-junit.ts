import { type BoundedXml, makeBoundedXml } from './bounded-xml.ts'
import { addText, cutLine, cutOutput, detached, type GatheredText, gatherText } from './case-text.ts'
import {
  finishCase,
  type JunitAttributes,
  messageOf,
  type OpenCase,
  openCase,
  type Problem,
  problemOf,
  ranks,
  settle,
  withMessage,
} from './junit-case.ts'
import type { ReportLimits } from './report-limits.ts'
import type { ReportReader } from './report-reader.ts'
import { ReportRefused } from './report-refusal.ts'
import type { ReportTally } from './report-tally.ts'
import { whatToSend } from './sniff-format.ts'

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
  let suiteProblem: (Problem & { readonly text: GatheredText }) | undefined
  let listener: { readonly into: GatheredText; readonly depth: number } | undefined
  let declaredByRoot: number | null = null
  let declaredBySuites: number | null = null

  const listen = (into: GatheredText) => {
    listener = { into, depth: path.length }
    xml.listen(true)
  }

  const open = (name: string, attributes: JunitAttributes) => {
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
        ...problemOf(name, attributes, path.length, 0),
        text: gatherText(limits.output),
      }
      listen(suiteProblem.text)
    }
  }

  const inCase = (testCase: OpenCase, name: string, attributes: JunitAttributes) => {
    if (name === 'system-out' || name === 'system-err') {
      testCase.captured ??= gatherText(limits.output)
      listen(testCase.captured)
    } else if (ranks.has(name)) {
      testCase.problems ??= gatherText(limits.output)
      if (testCase.problems.text) addText(testCase.problems, '\n')
      testCase.problem = problemOf(name, attributes, path.length, testCase.problems.text.length)
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
      tally.add(finishCase(current, suites.at(-1) ?? '', limits))
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

const wholeNumber = (text: string | undefined): number | null =>
  text !== undefined && /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : null

const foreign = (root: string): ReportRefused =>
  new ReportRefused(
    'not-a-report',
    `The XML is no JUnit report: its root is <${root.slice(0, 50)}>, not <testsuites> or <testsuite>. ${whatToSend}`,
  )
