import { cutLine, cutOutput, detached, type GatheredText, tellingLine } from '../../input/case-text.ts'
import { boostElements } from '../../outcomes/case-elements.ts'
import { meaningsOf, outcomeOf, strangeElement, worse } from '../../outcomes/outcome-of.ts'
import { makeElementTexts } from '../element-texts.ts'
import { caseOf } from '../found-case.ts'
import type { XmlFormat, XmlReading } from '../xml-format.ts'
import { type BoostAttributes, type BoostCase, foundIn, openCase } from './boost-case.ts'
import { readSuite } from './boost-suite.ts'

const entries = meaningsOf(boostElements)
/** Of one case so many problems are kept with their texts. */
const kept = 20
/** What Boost logs of a case or a suite that it does not go on with (`test_unit_aborted`). */
const aborted = 'Test is aborted'

/**
 * Boost.Test's XML. A result report (`TestResult`, at the level `detailed`) says of each case how it ended, and of each suite how
 * many. A log (`TestLog`, at the level `test_suite` or lower) proves less: a case in it passed when it came to its end, which
 * its `TestingTime` says, and nothing in it says otherwise; failures that a case expects are failures to it, and nothing
 * counts what it should hold. They say the same of one run, so one of them is a report.
 */
export const boostFormat: XmlFormat = {
  name: 'Boost.Test XML',
  roots: ['TestLog', 'TestResult'],
  elements: ['TestSuite', 'TestCase', 'Error', 'FatalError', 'Exception'],
  attributes: [
    'result',
    'skipped',
    'assertions_failed',
    'expected_failures',
    ...['passed', 'passed_with_warnings', 'failed', 'aborted', 'timed_out'].map((name) => `test_cases_${name}`),
  ],
  taken: {
    TestCase: ['result', 'skipped', 'assertions_passed', 'assertions_failed', 'warnings_failed'],
    TestSuite: ['result', 'skipped'],
  },
  cases: ['TestCase'],
  twoRoots:
    'A log and a result report tell the same tests twice: hand in one of them, the result report where it is detailed.',
  read: readBoost,
}

function readBoost({ limits, tally, listen, heldTo }: XmlReading) {
  const path: string[] = []
  const units: string[] = []
  const texts = makeElementTexts(listen, limits.output)
  let isLog = true
  let current: BoostCase | undefined
  let entry: { readonly depth: number; readonly means: 'error' | 'message'; readonly text: GatheredText } | undefined
  let stopped = false

  const suite = () => units.join('/')
  const openSuite = (attributes: BoostAttributes) => {
    units.push(attributes['name'] ?? '')
    tally.openHead(cutLine(suite(), limits.name))
    const { result = '', skipped = 'no' } = attributes
    if (skipped !== 'no' || outcomeOf(result) === 'skipped') tally.saysSkipped()
    // A log says no result of a suite; what one in it says counts all the same.
    if (isLog && attributes['result'] === undefined) return
    const { declared, broke } = readSuite(attributes, tally.unknown)
    tally.declare(declared)
    if (broke) tally.suiteError({ suite: detached(cutLine(suite(), limits.name)), message: broke, output: '' })
  }
  const openEntry = (name: string, attributes: BoostAttributes) => {
    const parent = path.at(-2)
    const inCase = parent === 'TestCase' && current
    if (!inCase && parent !== 'TestSuite' && parent !== 'TestLog') return
    const means = entries.get(name)
    if (means === undefined && name !== 'BuildInfo') {
      tally.unknown(`<${name}>`)
      if (inCase) inCase.outcome = worse(inCase.outcome, strangeElement(name))
    } else if (means === 'failed' || means === 'errored') {
      const text = texts.begin(path.length)
      if (!inCase) entry = { depth: path.length, means: 'error', text }
      else {
        inCase.outcome = worse(inCase.outcome, means)
        const where = attributes['file'] ? `${attributes['file']}:${attributes['line'] ?? ''}` : ''
        if (inCase.problems.length < kept) inCase.problems.push({ where, text })
      }
    } else if (name === 'TestingTime' && inCase) inCase.time = texts.begin(path.length)
    else if (name === 'Message') entry = { depth: path.length, means: 'message', text: texts.begin(path.length) }
  }
  const closeEntry = (name: string, text: string, means: 'error' | 'message') => {
    const says = text.trim()
    if (means === 'message' && says !== aborted) return
    if (path.at(-2) === 'TestCase' && current) current.outcome = worse(current.outcome, 'errored')
    // What is around it is aborted with it; once is enough.
    else if (means === 'error' || !stopped)
      tally.suiteError({
        suite: detached(cutLine(suite(), limits.name)),
        message: detached(cutLine(tellingLine(says) || name, limits.message)),
        output: means === 'error' ? detached(cutOutput(says, limits.output)) : '',
      })
    if (means === 'message' && path.at(-2) !== 'TestCase') stopped = true
  }
  const closeCase = (found: BoostCase) => {
    units.pop()
    if (isLog && !found.time && found.outcome === 'passed') {
      tally.unknown('no TestingTime')
      found.outcome = 'skipped'
    }
    tally.add(caseOf(heldTo(foundIn(found, suite())), limits))
    current = found.outer
  }

  return {
    open(name: string, attributes: BoostAttributes) {
      path.push(name)
      if (path.length === 1) {
        isLog = name === 'TestLog'
        tally.oneKind('Boost.Test', isLog ? 'log' : 'result report')
        tally.openHead('')
      } else if (name === 'TestCase') {
        units.push(attributes['name'] ?? '')
        current = openCase(attributes, isLog, current, tally)
      } else if (name === 'TestSuite') openSuite(attributes)
      else openEntry(name, attributes)
    },
    close() {
      const name = path.at(-1) ?? ''
      texts.end(path.length)
      if (name === 'TestCase' && current) closeCase(current)
      else if (name === 'TestSuite') {
        units.pop()
        tally.closeHead()
      } else if (entry?.depth === path.length) {
        closeEntry(name, entry.text.text, entry.means)
        entry = undefined
      } else if (path.length === 1) tally.closeHead()
      path.pop()
    },
    text: texts.text,
  }
}
