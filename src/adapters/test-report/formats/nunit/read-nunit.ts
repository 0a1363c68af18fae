import type { Outcome } from '../../../../domain/reports/health-report.ts'
import { cutLine, detached } from '../../input/case-text.ts'
import { whatToSend } from '../../input/sniff-format.ts'
import { nunitElements } from '../../outcomes/case-elements.ts'
import { meaningsOf, outcomeOf, strangeElement, worse } from '../../outcomes/outcome-of.ts'
import { ReportRefused } from '../../report-refusal.ts'
import { mostOf } from '../../tally/declared.ts'
import { type Details, noteDetail, shownOf, suiteErrorOf, whyOf } from '../details.ts'
import { makeElementTexts } from '../element-texts.ts'
import { allureOne } from '../foreign/foreign-formats.ts'
import { caseOf, duration } from '../found-case.ts'
import { secondsOf } from '../seconds.ts'
import type { XmlFormat, XmlReading } from '../xml-format.ts'
import { brokeItself, claimsFailure, type NunitHead, readHead } from './nunit-head.ts'
import { nameOf } from './nunit-name.ts'
import { type NunitAttributes, type NunitWords, readWords } from './nunit-words.ts'

type OpenCase = {
  /** The one that it stands in, which no writer should write. */
  readonly outer: OpenCase | undefined
  readonly attributes: NunitAttributes
  readonly words: NunitWords
  outcome: Outcome
  readonly details: Details
}

const ofCase = meaningsOf(nunitElements)
const ofAny = ['result', 'label', 'success', 'executed', 'runstate', 'site'] as const
const heads: readonly string[] = ['test-results', 'test-run', 'test-suite']

/**
 * NUnit 2 (`test-results`, nunit.org's Results.xsd, which Pester and others write too), NUnit 3 (`test-run`, docs.nunit.org: Test Result
 * XML Format) and a `test-suite` of either alone: each `test-case` once, by the worst of its words, its `failure` and its
 * assertions. A suite whose own set-up or tear-down failed, or that could not be run, is a suite's error; one that says it
 * failed because of a test must hold one that did.
 */
export const nunitFormat: XmlFormat = {
  name: 'NUnit',
  roots: heads,
  elements: [...heads, 'test-case', 'failure', 'assertion'],
  attributes: [
    ...ofAny,
    'total',
    'errors',
    'failures',
    'failed',
    'warnings',
    'not-run',
    'ignored',
    'skipped',
    'invalid',
    'inconclusive',
  ],
  taken: {
    'test-case': ofAny,
    'test-run': ofAny,
    'test-results': ofAny,
    'test-suite': ofAny,
    assertion: ['result'],
  },
  cases: ['test-case'],
  read: readNunit,
}

function readNunit({ limits, tally, listen, heldTo }: XmlReading) {
  const path: string[] = []
  const open: NunitHead[] = []
  const texts = makeElementTexts(listen, limits.output)
  let current: OpenCase | undefined

  const openCase = (attributes: NunitAttributes): OpenCase => {
    const words = readWords(attributes, tally.unknown)
    return { outer: current, attributes, words, outcome: words.outcome, details: {} }
  }
  const inCase = (found: OpenCase, name: string, attributes: NunitAttributes) => {
    const raise = (means: Outcome | undefined, word: string) => {
      if (means === undefined) tally.unknown(word)
      found.outcome = worse(found.outcome, means ?? 'skipped')
    }
    const result = attributes['result']
    if (path.at(-2) === 'test-case') {
      const means = ofCase.get(name)
      if (means === undefined) tally.unknown(`<${name}>`)
      raise(means === 'inert' || means === 'rerun' ? 'passed' : (means ?? strangeElement(name)), `<${name}>`)
    } else if (name === 'assertion' && result !== undefined) raise(outcomeOf(result), `assertion result="${result}"`)
    noteDetail(found.details, path, texts)
  }
  const inHead = (head: NunitHead, name: string, attributes: NunitAttributes) => {
    const own = heads.includes(path.at(-2) ?? '')
    if (name === 'failure' || name === 'error') {
      if (own) head.failed = true
      else if (path.at(-2) !== 'failure') strayFailure(head, name)
    }
    if (own || path.at(-2) === 'failure') noteDetail(head.details, path, texts)
    if (name === 'property' && attributes['name'] === '_SKIPREASON')
      head.details.reason ??= { text: attributes['value'] ?? '', limit: limits.output }
  }
  const strayFailure = (head: NunitHead, name: string) => {
    const message = `<${name}> in <${path.at(-2) ?? ''}>`
    tally.suiteError({ suite: detached(cutLine(head.name, limits.name)), message, output: '' })
  }
  const finish = ({ attributes, words, outcome: said, details }: OpenCase) => {
    if (!words.told && said === 'passed') tally.unknown('no result')
    const outcome = words.told ? said : worse(said, 'skipped')
    const seconds = secondsOf(attributes['duration'] ?? attributes['time'] ?? '')
    const [suite, name] = nameOf(
      attributes,
      open.map((head) => head.name),
    )
    const why = [...whyOf(details), attributes['label'] ?? '', attributes['result'] ?? '']
    const found = {
      suite,
      name,
      outcome,
      why,
      texts: shownOf(details, outcome),
      milliseconds: duration(seconds === null ? null : seconds * 1000),
    }
    tally.add(caseOf(heldTo(found), limits), 0, words.saidSkipped)
  }
  const closeHead = (head: NunitHead) => {
    if (brokeItself(head))
      tally.suiteError(suiteErrorOf(head.name, head.details, 'The suite could not be run.', limits))
    // One that failed because of what is in it must hold what failed.
    else if (claimsFailure(head)) head.declared = { ...head.declared, bad: mostOf([head.declared.bad, 1]) }
    // A suite that its parent broke holds nothing that says so.
    const outer = open.at(-1)
    if (head.site === 'Parent' && outer) outer.declared = { ...outer.declared, bad: mostOf([outer.declared.bad, 1]) }
    tally.declare(head.declared)
    tally.closeHead()
  }

  return {
    open(name: string, attributes: NunitAttributes) {
      if (path.length === 0) refuseAllure(name, attributes)
      path.push(name)
      const head = open.at(-1)
      if (name === 'test-case') current = openCase(attributes)
      else if (heads.includes(name)) {
        const opened = readHead(name, attributes, tally.unknown)
        open.push(opened)
        tally.openHead(cutLine(opened.name, limits.name))
        if (opened.skipped) tally.saysSkipped()
      } else if (current) inCase(current, name, attributes)
      else if (head) inHead(head, name, attributes)
    },
    close() {
      const name = path.at(-1) ?? ''
      texts.end(path.length)
      if (name === 'test-case' && current) {
        finish(current)
        current = current.outer
      } else if (heads.includes(name)) {
        const head = open.pop()
        if (head) closeHead(head)
      }
      path.pop()
    },
    text: texts.text,
  }
}

/** Allure 1 has a root of the same name, with instants for its attributes and elements for its names. */
function refuseAllure(root: string, attributes: NunitAttributes): void {
  if (root !== 'test-suite' || attributes['name'] !== undefined || attributes['start'] === undefined) return
  const { name, advice } = allureOne
  throw new ReportRefused('not-a-report', `The XML is ${name}, which is not taken. ${advice} ${whatToSend}`)
}
