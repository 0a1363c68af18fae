import type { Outcome } from '../../../../domain/health-report.ts'
import { cutLine, cutOutput, detached, type GatheredText, tellingLine } from '../../input/case-text.ts'
import { outcomeOf, worse } from '../../outcomes/outcome-of.ts'
import { mostOf, sumOf, wholeNumber } from '../../tally/declared.ts'
import { makeElementTexts } from '../element-texts.ts'
import { caseOf, duration, outcomeSaid } from '../found-case.ts'
import type { XmlFormat } from '../xml-format.ts'

type Attributes = Readonly<Record<string, string>>

/** A result that is not closed; one that holds inner ones is told by them. */
type OpenResult = {
  readonly attributes: Attributes
  readonly outcome: Outcome
  readonly texts: { message?: GatheredText; trace?: GatheredText; out?: GatheredText; err?: GatheredText }
  inner: number
  innerWorst: Outcome
}

/** The element whose text is which of a result's, and where it stands. */
const fields = new Map<string, keyof OpenResult['texts']>([
  ['Message', 'message'],
  ['StackTrace', 'trace'],
  ['StdOut', 'out'],
  ['StdErr', 'err'],
])

const bad = ['failed', 'error', 'timeout', 'aborted', 'passedButRunAborted', 'notRunnable', 'disconnected']
const skipped = ['notExecuted', 'inconclusive', 'inProgress', 'pending']

/**
 * TRX, of Visual Studio and `dotnet test --logger trx` (the schema vstst.xsd): each `…Result` below `Results` is a case; one
 * with `InnerResults` is told by these, unless it is worse than they are. `Counters`, the number of definitions and the outcome
 * of the whole are held against what was counted; an error of the run is nobody's case.
 */
export const trxFormat: XmlFormat = {
  name: 'TRX',
  roots: ['TestRun'],
  read({ limits, tally, listen }) {
    const path: string[] = []
    const open: OpenResult[] = []
    const texts = makeElementTexts(listen, limits.output)
    let declared: { tests: number | null; bad: number | null; skipped: number | null } = {
      tests: null,
      bad: null,
      skipped: null,
    }
    let ended: string | undefined
    const parents = { tests: 0, bad: 0 }
    let results = 0
    let definitions = 0
    let runInfo: GatheredText | undefined

    const isResult = (name: string) => name.endsWith('Result') && path.includes('Results')
    const close = (result: OpenResult) => {
      const { attributes, outcome } = result
      const outer = open.at(-1)
      const worst = worse(outcome, result.innerWorst)
      if (outer) {
        outer.inner += 1
        outer.innerWorst = worse(outer.innerWorst, worst)
      } else results += 1
      // The rows of a test that is run with many data are its cases; counters may count the test beside them.
      if (result.inner > 0 && worst === result.innerWorst) {
        parents.tests += 1
        if (worst === 'failed' || worst === 'errored') parents.bad += 1
        return
      }
      const [suite, name] = splitName(attributes['testName'] ?? '')
      const { message, trace, out, err } = result.texts
      tally.add(
        caseOf(
          {
            suite,
            name,
            outcome,
            why: [
              message?.text ?? '',
              trace?.text ?? '',
              outcome === 'skipped' ? (out?.text ?? '') : '',
              attributes['outcome'] ?? '',
            ],
            texts: [
              message?.text.trim().includes('\n') ? message.text : '',
              trace?.text ?? '',
              out?.text ?? '',
              err?.text ?? '',
            ],
            milliseconds: duration(timeSpan(attributes['duration'])),
          },
          limits,
        ),
      )
    }

    tally.openHead('')
    return {
      open(name, attributes) {
        path.push(name)
        const parent = path.at(-2)
        if (isResult(name)) {
          const outcome = outcomeSaid({ outcome: attributes['outcome'] }, tally)
          open.push({ attributes, outcome, texts: {}, inner: 0, innerWorst: 'passed' })
        } else if (name === 'Counters' && parent === 'ResultSummary') declared = countersOf(attributes)
        else if (name === 'ResultSummary') ended = attributes['outcome']
        else if (parent === 'TestDefinitions') definitions += 1
        else if (name === 'RunInfo' && isBad(attributes['outcome'])) runInfo = texts.begin(path.length)
        const result = open.at(-1)
        const field = result ? fields.get(name) : undefined
        if (result && field && !result.texts[field]) result.texts[field] = texts.begin(path.length)
      },
      close() {
        const name = path.at(-1) ?? ''
        texts.end(path.length)
        if (isResult(name)) {
          const result = open.pop()
          if (result) close(result)
        } else if (name === 'RunInfo' && runInfo) {
          const text = runInfo.text.trim()
          const message = detached(cutLine(tellingLine(text) || 'The run failed.', limits.message))
          tally.suiteError({ suite: '', message, output: detached(cutOutput(text, limits.output)) })
          runInfo = undefined
        }
        path.pop()
        if (path.length > 0) return
        // What is defined and has no result never ran.
        const unrun = definitions > results ? definitions : null
        const failed = ended === undefined ? null : verdictOf(ended, tally.unknown)
        tally.declare({
          tests: mostOf([less(declared.tests, parents.tests), unrun]),
          bad: mostOf([less(declared.bad, parents.bad), failed]),
          skipped: declared.skipped,
        })
        tally.closeHead()
      },
      text: texts.text,
    }
  },
}

const less = (count: number | null, by: number): number | null => (count === null ? null : count - by)

const isBad = (word: string | undefined): boolean => {
  const outcome = word === undefined ? undefined : outcomeOf(word)
  return word !== 'Warning' && (outcome === 'failed' || outcome === 'errored')
}

/** @returns how many failures the outcome of a whole run claims at the least */
function verdictOf(word: string, unknown: (word: string) => void): number | null {
  const outcome = outcomeOf(word)
  if (outcome === undefined) unknown(`ResultSummary outcome="${word}"`)
  return isBad(word) ? 1 : null
}

function countersOf(attributes: Attributes) {
  const of = (names: readonly string[]) => sumOf(names.map((name) => wholeNumber(attributes[name])))
  const [total, executed] = [wholeNumber(attributes['total']), wholeNumber(attributes['executed'])]
  const left = total !== null && executed !== null ? total - executed : null
  return { tests: total, bad: of(bad), skipped: mostOf([of(skipped), left]) }
}

/** @returns the class and what is left of a full name; a name that holds a sentence is no class's */
function splitName(full: string): [suite: string, name: string] {
  const [plain = ''] = full.split('(', 1)
  const dot = plain.lastIndexOf('.')
  return dot > 0 && !/\s/.test(plain) ? [full.slice(0, dot), full.slice(dot + 1)] : ['', full]
}

/** @returns milliseconds of a .NET TimeSpan, `[d.]hh:mm:ss[.fffffff]` */
function timeSpan(text: string | undefined): number | null {
  const parts = /^(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2}(?:\.\d{1,7})?)$/.exec(text?.trim() ?? '')
  if (!parts) return null
  const [, days = '0', hours, minutes, seconds] = parts
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000
}
