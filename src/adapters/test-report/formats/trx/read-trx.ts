import type { Outcome, SuiteError, TestCase } from '../../../../domain/reports/health-report.ts'
import { cutLine, cutOutput, detached, type GatheredText, tellingLine } from '../../input/case-text.ts'
import { whatToSend } from '../../input/sniff-format.ts'
import { isTellingElement, strangeElement, worse } from '../../outcomes/outcome-of.ts'
import { ReportRefused } from '../../report-refusal.ts'
import { type Declared, declaresNothing, mostOf } from '../../tally/declared.ts'
import { makeElementTexts } from '../element-texts.ts'
import { cppUnit } from '../foreign/foreign-formats.ts'
import { caseOf } from '../found-case.ts'
import type { XmlFormat, XmlReading } from '../xml-format.ts'
import { foundIn, type OpenResult, ofClass, openResult, type TrxAttributes, textFields, wordOf } from './trx-result.ts'
import { bothOf, counterNames, countersOf, runMessage, verdictOf } from './trx-summary.ts'
import { makeTrxTests } from './trx-tests.ts'
import { makeUntilKnown } from './until-known.ts'

/** Of the results that wait for the classes of their tests: enough for all that a real file of 64 MB has. */
const heldBytes = 16 * 1024 * 1024

/** What is found before the classes of the tests are known, in the order of the file. */
type Found =
  | { readonly kind: 'case'; readonly testCase: TestCase; readonly id: string; readonly saidSkipped: boolean }
  | { readonly kind: 'rows'; readonly suite: string }
  | { readonly kind: 'rows-end'; readonly declared: Declared }
  | { readonly kind: 'broke'; readonly error: SuiteError }

/** What stands among the results: tests of each kind, and ordered tests with theirs. */
const resultNames: readonly string[] = ['', 'Unit', 'Generic', 'Web', 'CodedWeb', 'Load', 'Manual']
  .map((kind) => `${kind}TestResult`)
  .concat('TestResultAggregation')

/**
 * TRX, of Visual Studio, `dotnet test --logger trx` and the Testing Platform: everything in `Results` is a case; one with
 * `InnerResults` is told by these, unless it is worse than they are. The class of a test stands in its definition, which may
 * come behind: until then its results wait. `Counters`, the definitions and the outcome of the run are held against what
 * was counted; a message of the run that says more than a result is a suite's error.
 */
export const trxFormat: XmlFormat = {
  name: 'TRX',
  roots: ['TestRun'],
  elements: ['Results', 'InnerResults', 'UnitTestResult', 'ResultSummary', 'Counters', 'RunInfo', 'ErrorInfo'],
  attributes: ['outcome', ...counterNames],
  taken: {
    ...Object.fromEntries(resultNames.map((name) => [name, ['outcome']])),
    ResultSummary: ['outcome'],
    RunInfo: ['outcome'],
    // What was set before the run.
    Deployment: ['enabled'],
    UnitTest: ['enabled'],
  },
  cases: resultNames,
  read: readTrx,
}

function readTrx({ limits, tally, listen, heldTo }: XmlReading) {
  const path: string[] = []
  const open: OpenResult[] = []
  const texts = makeElementTexts(listen, limits.output)
  const tests = makeTrxTests(limits)
  const held = makeUntilKnown<Found>(heldBytes, (found) => tell(found))
  const said = new Set<string>()
  const parents = { tests: 0, bad: 0, skipped: 0 }
  const echoed = { bad: 0, skipped: 0 }
  let counted = 0
  let counters = declaresNothing
  let ended: string | undefined
  let definition: string | undefined
  let message: { readonly outcome: string | undefined; readonly text: GatheredText } | undefined

  const tell = (found: Found) => {
    switch (found.kind) {
      case 'case':
        return tally.add(ofClass(found.testCase, tests.classOf(found.id), limits), 0, found.saidSkipped)
      case 'rows':
        return tally.openHead(found.suite)
      case 'rows-end':
        tally.declare(found.declared)
        return tally.closeHead()
      case 'broke':
        return tally.suiteError(found.error)
    }
  }
  const closeResult = (result: OpenResult) => {
    const { attributes, outcome, declared, hasInner, innerWorst } = result
    const worst = worse(outcome, innerWorst)
    const outer = open.at(-1)
    if (outer) outer.innerWorst = worse(outer.innerWorst, worst)
    tests.hasResult(attributes['testId'])
    const own = wordOf(attributes).trim().toLowerCase()
    if (said.size < 50) said.add(detached(own))
    // The rows of a test that is run with many data are its cases; counters may count the test beside them.
    if (hasInner && worst === innerWorst) {
      parents.tests += 1
      parents.bad += worst === 'failed' || worst === 'errored' ? 1 : 0
      parents.skipped += worst === 'skipped' ? 1 : 0
    } else {
      counted += 1
      held.later({
        kind: 'case',
        testCase: caseOf(heldTo(foundIn(result)), limits),
        id: detached(attributes['testId'] ?? ''),
        saidSkipped: own === 'notrunnable',
      })
    }
    if (hasInner) held.later({ kind: 'rows-end', declared: declared ?? declaresNothing })
  }
  const closeMessage = (outcome: string | undefined, text: string) => {
    const means = runMessage(outcome, text)
    if (means === 'failed test') echoed.bad += 1
    else if (means === 'skipped test') echoed.skipped += 1
    else if (means === 'any failed test') echoed.bad = Math.max(1, echoed.bad)
    else if (means === 'error') broke(text)
  }
  const broke = (text: string) => {
    const message = detached(cutLine(tellingLine(text) || 'The run failed.', limits.message))
    const output = detached(cutOutput(text, limits.output))
    held.later({ kind: 'broke', error: { suite: '', message, output } })
  }
  const finish = () => {
    const { declared, broke: why } = verdictOf(ended, said, tally.unknown)
    if (why) broke(why)
    held.letGo()
    const unrun = tests.unrun()
    tally.declare({
      tests: mostOf([less(counters.tests, parents.tests), unrun > 0 ? counted + unrun : null]),
      bad: mostOf([less(counters.bad, parents.bad), declared.bad, echoed.bad || null]),
      skipped: mostOf([less(counters.skipped, parents.skipped), declared.skipped, echoed.skipped || null]),
    })
    tally.closeHead()
  }
  const endsAs = (word: string | undefined) => {
    if (ended !== undefined && word !== ended) tally.unknown(`ResultSummary outcome="${word ?? ''}"`)
    ended ??= word === undefined ? undefined : detached(word)
  }

  const inResult = (result: OpenResult, outcome: Outcome, word: string) => {
    tally.unknown(word)
    result.outcome = worse(result.outcome, outcome)
  }
  const openElement = (name: string, attributes: TrxAttributes) => {
    const parent = path.at(-2)
    const result = open.at(-1)
    if (name === 'Counters' && result) result.declared = ofRows(countersOf(attributes, tally.unknown))
    else if (name === 'Counters') counters = bothOf(counters, countersOf(attributes, tally.unknown))
    else if (name === 'ResultSummary') endsAs(attributes['outcome'])
    // Only what stands among the results is counted.
    else if (name.endsWith('TestResult')) tally.unknown(`<${name}> in <${parent ?? ''}>`)
    else if (name === 'ErrorInfo' && !result) tally.unknown(`<${name}> in <${parent ?? ''}>`)
    else if (name === 'ErrorInfo' && result?.outcome === 'passed')
      inResult(result, 'skipped', `outcome="${wordOf(result.attributes)}" with <ErrorInfo>`)
    else if (result && isTellingElement(name)) inResult(result, strangeElement(name), `<${name}>`)
    else if (name === 'RunInfo') message = { outcome: attributes['outcome'], text: texts.begin(path.length) }
    else if (name === 'InnerResults' && result && !result.hasInner) {
      result.hasInner = true
      const suite = detached(cutLine(result.attributes['testName'] ?? '', limits.name))
      held.later({ kind: 'rows', suite })
    } else if (parent === 'TestDefinitions') {
      definition = attributes['id']
      tests.announce(definition)
    } else if (name === 'TestMethod') tests.classIs(definition, attributes['className'] ?? '')
    else if (name === 'TestEntry') tests.announce(attributes['testId'])
    else if (path.length === 2 && ofCppUnit.includes(name)) throw notTrx()
    const field = textFields.get(name)
    if (result && field && field.parent === parent) result.texts[field.field] ??= texts.begin(path.length)
  }

  tally.openHead('')
  return {
    open(name: string, attributes: TrxAttributes) {
      const parent = path.at(-1)
      path.push(name)
      if (parent === 'Results' || parent === 'InnerResults') open.push(openResult(attributes, tally.unknown))
      else openElement(name, attributes)
    },
    close() {
      const name = path.pop() ?? ''
      texts.end(path.length + 1)
      const parent = path.at(-1)
      const result = parent === 'Results' || parent === 'InnerResults' ? open.pop() : undefined
      if (result) closeResult(result)
      else if (name === 'RunInfo' && message) {
        closeMessage(message.outcome, message.text.text.trim())
        message = undefined
      } else if (name === 'TestDefinitions') held.letGo()
      else if (path.length === 0) finish()
    },
    text: texts.text,
  }
}

const less = (count: number | null, by: number): number | null => (count === null ? null : count - by)

/** A test that failed as a whole may have counted itself among its rows. */
const ofRows = ({ tests }: Declared): Declared => ({ ...declaresNothing, tests })

/** What stands in other XML with the same root. */
const ofCppUnit: readonly string[] = ['FailedTests', 'SuccessfulTests', 'Statistics']

const notTrx = (): ReportRefused =>
  new ReportRefused('not-a-report', `The XML is ${cppUnit.name}, which is not taken. ${cppUnit.advice} ${whatToSend}`)
