import type { Outcome } from '../../../../domain/reports/health-report.ts'
import { addText, cutLine, cutOutput, detached, type GatheredText, gatherText } from '../../input/case-text.ts'
import { junitElements } from '../../outcomes/case-elements.ts'
import { elementMeaning, worse } from '../../outcomes/outcome-of.ts'
import { isTelling } from '../../outcomes/told-by-name.ts'
import type { XmlFormat } from '../xml-format.ts'
import {
  finishCase,
  type JunitAttributes,
  messageOf,
  type OpenCase,
  openCase,
  type Problem,
  problemOf,
  raise,
  settle,
  withMessage,
} from './junit-case.ts'
import { readHead } from './junit-head.ts'

/** What tools and programs write as they like, at the place of a suite. */
const freeTexts: readonly string[] = ['properties', 'system-out', 'system-err']
const isFreeText = (name: string) => freeTexts.includes(name)
const heads: readonly string[] = ['testsuites', 'testsuite', 'testrun']

/**
 * JUnit XML in any of its dialects: every `testcase` once, wherever it stands. How it ended is told by its child elements
 * and by its attributes, and the worst of what they say counts; see `outcomes/vocabulary.ts`. A case with
 * `rerunFailure` or `flakyFailure` alone passed; an `error` or `failure` that stands in a suite is the suite's own. There is
 * no norm; this is what Ant, Surefire, pytest, PHPUnit, Behat, GoogleTest, CTest, Jest and Eclipse write. A case belongs
 * to the nearest suite that has a name, or else to its class.
 */
export const junitFormat: XmlFormat = {
  name: 'JUnit XML',
  roots: heads,
  elements: [...heads, 'testcase', ...junitElements.flatMap(([name, means]) => (means === 'inert' ? [] : [name]))],
  attributes: [],
  taken: null,
  cases: [],
  read({ limits, tally, listen: hear, watch }) {
    // Of cases alone: what a head says is read whole.
    const tellsOutcome = watch(isTelling)
    const path: string[] = []
    const suites: string[] = ['']
    const within: Outcome[] = ['passed']
    let current: OpenCase | undefined
    let suiteProblem: (Problem & { readonly text: GatheredText }) | undefined
    let listener: { readonly into: GatheredText; readonly depth: number } | undefined

    const suite = () => suites.at(-1) ?? ''
    const around = () => within.at(-1) ?? 'passed'
    const listen = (into: GatheredText) => {
      listener = { into, depth: path.length }
      hear(true)
    }

    const openHead = (name: string, attributes: JunitAttributes) => {
      const named = cutLine(attributes['name'] ?? '', limits.name)
      // The name of a whole report is no suite's.
      suites.push(name === 'testsuite' ? named || suite() : suite())
      const head = readHead(attributes, around(), tally.unknown)
      within.push(head.within)
      tally.openHead(named)
      tally.declare(head.declared)
    }

    const inCase = (testCase: OpenCase, name: string, attributes: JunitAttributes) => {
      const meaning = elementMeaning(name)
      if (name === 'system-out' || name === 'system-err') {
        testCase.captured ??= gatherText(limits.output)
        listen(testCase.captured)
      } else if (meaning === undefined) {
        tally.unknown(`<${name}>`)
        raise(testCase, 'skipped', `<${name}>`)
      } else if (meaning === 'rerun') testCase.reruns += 1
      else if (meaning !== 'inert') {
        testCase.problems ??= gatherText(limits.output)
        if (testCase.problems.text) addText(testCase.problems, '\n')
        testCase.problem = problemOf(meaning, attributes, path.length, testCase.problems.text.length)
        listen(testCase.problems)
      }
    }

    const inSuite = (name: string, attributes: JunitAttributes, isOwn: boolean) => {
      const meaning = elementMeaning(name)
      if (meaning === undefined && isOwn) tally.unknown(`<${name}>`)
      if (meaning === 'skipped') {
        within[within.length - 1] = worse(around(), 'skipped')
        // It may stand behind the cases that it speaks of.
        tally.saysSkipped()
      }
      if (meaning !== 'failed' && meaning !== 'errored') return
      const problem = problemOf(meaning, attributes, path.length, 0)
      suiteProblem = { ...problem, text: gatherText(limits.output) }
      listen(suiteProblem.text)
    }

    const closeSuiteProblem = (problem: Problem, { text }: GatheredText) => {
      tally.suiteError({
        suite: detached(suite()),
        message: detached(cutLine(messageOf(problem, text), limits.message)),
        output: detached(cutOutput(withMessage(problem.message, text.trim()), limits.output)),
      })
    }

    return {
      open(name, attributes) {
        const parent = path.at(-1)
        path.push(name)
        if (name === 'testcase')
          current = openCase(attributes, current, around(), tellsOutcome() ? tally.unknown : null)
        else if (heads.includes(name)) openHead(name, attributes)
        else if (parent === 'testcase' && current) inCase(current, name, attributes)
        else if (parent && (heads.includes(parent) || (!current && !suiteProblem && !path.some(isFreeText))))
          inSuite(name, attributes, heads.includes(parent))
      },
      close() {
        const name = path.at(-1) ?? ''
        if (listener?.depth === path.length) {
          listener = undefined
          hear(false)
        }
        if (name === 'testcase' && current) {
          tally.add(finishCase(current, suite(), limits), current.reruns, current.saidSkipped)
          current = current.outer
        } else if (heads.includes(name)) {
          suites.pop()
          within.pop()
          tally.closeHead()
        } else if (current?.problem?.depth === path.length) settle(current, current.problem, limits)
        else if (suiteProblem?.depth === path.length) {
          closeSuiteProblem(suiteProblem, suiteProblem.text)
          suiteProblem = undefined
        }
        path.pop()
      },
      text(piece) {
        if (listener && !addText(listener.into, piece)) hear(false)
      },
    }
  },
}
