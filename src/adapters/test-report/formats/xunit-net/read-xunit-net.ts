import type { Outcome } from '../../../../domain/reports/health-report.ts'
import { cutLine } from '../../input/case-text.ts'
import { xunitNetElements } from '../../outcomes/case-elements.ts'
import { meaningsOf, strangeElement, worse } from '../../outcomes/outcome-of.ts'
import { countsIn, sumOf } from '../../tally/declared.ts'
import { type Details, noteDetail, shownOf, suiteErrorOf, whyOf } from '../details.ts'
import { makeElementTexts } from '../element-texts.ts'
import { caseOf, duration, outcomeSaid } from '../found-case.ts'
import { secondsOf } from '../seconds.ts'
import { splitName, withoutClass } from '../split-name.ts'
import type { XmlFormat, XmlReading } from '../xml-format.ts'

type Attributes = Readonly<Record<string, string>>
type OpenCase = { readonly attributes: Attributes; outcome: Outcome; readonly details: Details }
/** What went wrong outside of the tests: an `error`, or the `failure` of a class in xUnit.net 1. */
type OpenError = { readonly suite: string; readonly depth: number; readonly details: Details }

const ofCase = meaningsOf(xunitNetElements)
const heads: readonly string[] = ['assemblies', 'assembly', 'collection', 'class']

/**
 * xUnit.net 1 to 3 (xunit.net: XML result formats) and what others write in its shape: each `test` once, by its `result` and its
 * `failure`; each `error` of an assembly and each `failure` of a class, which a fixture or a clean-up left, is a suite's.
 */
export const xunitNetFormat: XmlFormat = {
  name: 'xUnit.net',
  roots: ['assemblies', 'assembly'],
  elements: [...heads, 'test', 'failure', 'error'],
  attributes: ['result', 'total', 'failed', 'errors', 'skipped', 'not-run'],
  taken: { test: ['result'] },
  cases: ['test'],
  read: readXunitNet,
}

function readXunitNet({ limits, tally, listen, heldTo }: XmlReading) {
  const path: string[] = []
  const open: string[] = []
  const texts = makeElementTexts(listen, limits.output)
  let current: OpenCase | undefined
  let error: OpenError | undefined

  const openHead = (attributes: Attributes) => {
    const read = countsIn(attributes, tally.unknown)
    const of = (names: readonly string[]) => sumOf(names.map(read))
    open.push(attributes['name'] ?? '')
    tally.openHead(cutLine(attributes['name'] ?? '', limits.name))
    tally.declare({
      tests: read('total'),
      bad: of(['failed', 'errors']),
      skipped: of(['skipped', 'not-run']),
    })
  }
  const inCase = (found: OpenCase, name: string) => {
    if (path.at(-2) === 'test') {
      const means = ofCase.get(name)
      if (means === undefined) tally.unknown(`<${name}>`)
      if (means !== 'inert' && means !== 'rerun') found.outcome = worse(found.outcome, means ?? strangeElement(name))
    }
    noteDetail(found.details, path, texts)
  }
  const finish = ({ attributes, outcome, details }: OpenCase) => {
    const full = attributes['name'] ?? ''
    const type = attributes['type'] ?? ''
    const [told, rest] = splitName(full)
    const seconds = secondsOf(attributes['time'] ?? '')
    const found = {
      suite: type || told || (open.at(-1) ?? ''),
      name: type === '' && told !== '' ? rest : withoutClass(full, type),
      outcome,
      why: [...whyOf(details), attributes['result'] ?? ''],
      texts: shownOf(details, outcome),
      milliseconds: duration(seconds === null ? null : seconds * 1000),
    }
    tally.add(caseOf(heldTo(found), limits))
  }

  return {
    open(name: string, attributes: Attributes) {
      path.push(name)
      if (current) inCase(current, name)
      else if (error) noteDetail(error.details, path, texts)
      else if (name === 'test') {
        const { result } = attributes
        current = { attributes, outcome: outcomeSaid({ result }, tally), details: {} }
      } else if (name === 'error' || name === 'failure') {
        const suite = attributes['name'] || (open.at(-1) ?? '')
        error = { suite, depth: path.length, details: {} }
      } else if (heads.includes(name)) openHead(attributes)
    },
    close() {
      const name = path.at(-1) ?? ''
      texts.end(path.length)
      if (name === 'test' && current) {
        finish(current)
        current = undefined
      } else if (error?.depth === path.length) {
        tally.suiteError(suiteErrorOf(error.suite, error.details, `<${name}>`, limits))
        error = undefined
      } else if (heads.includes(name) && !current && !error) {
        open.pop()
        tally.closeHead()
      }
      path.pop()
    },
    text: texts.text,
  }
}
