import type { Outcome, TestCase } from '../../../../domain/reports/health-report.ts'
import {
  cutLine,
  cutOutput,
  detached,
  hasLines,
  tellingLine,
  wellFormed,
  withoutControls,
} from '../../input/case-text.ts'
import { whatToSend } from '../../input/sniff-format.ts'
import { outcomeOf, worse } from '../../outcomes/outcome-of.ts'
import { isTelling, toldBy } from '../../outcomes/told-by-name.ts'
import type { ReportLimits } from '../../report-limits.ts'
import { ReportRefused } from '../../report-refusal.ts'
import { mostOf, sumOf, wholeNumber } from '../../tally/declared.ts'
import type { ReportTally } from '../../tally/report-tally.ts'
import type { JsonFormat } from '../json/json-format.ts'

/** The texts of one test, under the names that CTRF gives them; a list of texts is joined. */
type TestFields = { [Name in Field]?: string } & {
  /** What it says of how it ended; an object may say so twice. */
  status?: Said
  rawStatus?: Said
}
type Said = { readonly outcome: Outcome; readonly word: string; readonly known: boolean }
type Field = 'name' | 'message' | 'trace' | 'duration' | 'suite' | 'stdout' | 'stderr'

const joints = new Map<string | undefined, { readonly field: Field; readonly joint: string }>([
  ['suite', { field: 'suite', joint: ' › ' }],
  ['stdout', { field: 'stdout', joint: '\n' }],
  ['stderr', { field: 'stderr', joint: '\n' }],
])
const plain = new Map<string | undefined, { readonly field: Field; readonly kind: 'string' | 'number' }>([
  ['name', { field: 'name', kind: 'string' }],
  ['message', { field: 'message', kind: 'string' }],
  ['trace', { field: 'trace', kind: 'string' }],
  ['suite', { field: 'suite', kind: 'string' }],
  ['duration', { field: 'duration', kind: 'number' }],
])

/** The counts of `results.summary`; `failures` and `errors` are no words of CTRF, and mean something all the same. */
const counts = ['tests', 'failed', 'failures', 'errors', 'skipped', 'pending', 'other'] as const

/**
 * CTRF (ctrf.io): `results.tests[]`, one case each; `pending` and `other` count as skipped; durations are milliseconds;
 * `results.summary` is only what the report says of itself; of `status` and `rawStatus` the worse one counts. All else
 * in it is passed over.
 */
export const ctrfFormat: JsonFormat = {
  name: 'CTRF',
  key: 'results',
  read({ limits, tally }) {
    const keys: (string | undefined)[] = []
    const path: (string | undefined)[] = []
    const summary: { [Name in (typeof counts)[number]]?: number } = {}
    let test: TestFields | undefined
    let testsSeen = false
    let count = 0

    const inTests = () => path[1] === 'results' && path[2] === 'tests'
    tally.openHead('')
    return {
      open(kind) {
        if (test) noteObject(test, path, keys.at(-1), kind, tally)
        path.push(keys.at(-1))
        keys.push(undefined)
        if (path.length === 3 && inTests()) {
          if (kind !== 'array') throw noCtrf('results.tests is no list')
          testsSeen = true
        }
        if (path.length === 4 && inTests()) test = kind === 'object' ? {} : undefined
      },
      close() {
        if (path.length === 4 && inTests()) {
          if (!test) throw notATest(count)
          tally.add(caseOf(test, count, limits))
          test = undefined
          count += 1
        }
        path.pop()
        keys.pop()
      },
      key(name) {
        keys[keys.length - 1] = name
      },
      value(text, kind) {
        const key = keys.at(-1)
        if (test) note(test, path, key, text, kind, tally)
        else if (path.length === 3 && inTests()) throw notATest(count)
        else if (path.length === 3 && path[1] === 'results' && path[2] === 'summary') {
          const name = counts.find((one) => one === key?.toLowerCase())
          // Of what is said twice the most counts.
          const count = name && wholeNumber(text)
          if (name && text !== null && count === null) tally.unknown(`"${name}": ${text}`)
          if (name) summary[name] = Math.max(count ?? 0, summary[name] ?? 0)
        }
      },
      end() {
        if (!testsSeen) throw noCtrf('results.tests is missing')
        const {
          tests = null,
          failed = null,
          failures = null,
          errors = null,
          skipped = null,
          pending = null,
          other = null,
        } = summary
        tally.declare({
          tests,
          bad: sumOf([mostOf([failed, failures]), errors]),
          skipped: sumOf([skipped, pending, other]),
        })
        tally.closeHead()
      },
    }
  },
}

/** Keeps a value of a test when it is one that is read, be it a text or, for some keys, one of a list of texts. */
function note(
  test: TestFields,
  path: readonly (string | undefined)[],
  key: string | undefined,
  text: string | null,
  kind: 'string' | 'number' | 'literal',
  tally: ReportTally,
): void {
  if (path.length === 4) {
    const status = statusNamed(key)
    // A raw status of null is one that was not there.
    if (status && (text !== null || status === 'status'))
      test[status] = worseSaid(test[status], saidBy(status, text ?? 'null', kind, tally))
    const wanted = plain.get(key)
    if (wanted?.kind === kind && text !== null) test[wanted.field] = text
    else if (!wanted && !status && key !== undefined && text !== null) noteOther(test, key, text, tally)
    return
  }
  if (key !== undefined && isInner(path) && statusNamed(key)) noteInner(test, key, text, kind, tally)
  if (text === null) return
  const list = path.length === 5 && kind === 'string' && key === undefined ? joints.get(path[4]) : undefined
  if (!list) return
  const before = test[list.field]
  if (before === undefined) test[list.field] = text
  else if (before.length < maxJoined) test[list.field] = before + list.joint + text
}

/** A status that is an object or a list is no word. */
function noteObject(
  test: TestFields,
  path: readonly (string | undefined)[],
  key: string | undefined,
  kind: 'object' | 'array',
  tally: ReportTally,
): void {
  const status = path.length === 4 || isInner(path) ? statusNamed(key) : undefined
  const text = kind === 'array' ? '[…]' : '{…}'
  if (status && path.length === 4) test[status] = worseSaid(test[status], saidBy(status, text, 'literal', tally))
  else if (status) test.rawStatus = worseSaid(test.rawStatus, saidBy(`${path[4]}: ${status}`, text, 'literal', tally))
}

/** What speaks of an outcome under a key that CTRF does not have: what passed proves nothing by it. */
function noteOther(test: TestFields, key: string, text: string, tally: ReportTally): void {
  const outcome = isTelling(key) ? toldBy(key, text) : null
  if (outcome === null || outcome === 'passed') return
  const word = `${key}: ${clean(text)}`
  if (outcome === 'unknown') tally.unknown(`${key}="${clean(text)}"`)
  test.rawStatus = worseSaid(test.rawStatus, {
    outcome: outcome === 'unknown' ? 'skipped' : outcome,
    word,
    known: false,
  })
}

/** What a test may hold of other tries, or of anything: a status there is none of how it ended. */
const freeKeys: readonly string[] = ['retryattempts', 'extra', 'labels', 'parameters', 'insights', 'browser', 'ai']
const isInner = (path: readonly (string | undefined)[]): boolean =>
  path.length > 4 && !path.slice(4).some((key) => key !== undefined && freeKeys.includes(key.toLowerCase()))

/** A step that failed in a test that passed contradicts it; one that was left out is the runner's own affair. */
function noteInner(
  test: TestFields,
  key: string,
  text: string | null,
  kind: 'string' | 'number' | 'literal',
  tally: ReportTally,
): void {
  const said = saidBy(key, text ?? 'null', kind, tally)
  if (said.outcome !== 'passed' && !(said.known && said.outcome === 'skipped'))
    test.rawStatus = worseSaid(test.rawStatus, { ...said, known: false })
}

const statusNamed = (key: string | undefined): 'status' | 'rawStatus' | undefined => {
  const lower = key?.toLowerCase()
  return lower === 'status' ? 'status' : lower === 'rawstatus' ? 'rawStatus' : undefined
}

/** @returns what one word says; a word that is on no list, or that is no word, never passes */
function saidBy(name: string, text: string, kind: 'string' | 'number' | 'literal', tally: ReportTally): Said {
  const word = clean(text)
  const outcome = kind === 'string' ? outcomeOf(text) : undefined
  if (outcome === undefined) tally.unknown(`${name}="${word}"`)
  return { outcome: outcome ?? 'skipped', word, known: outcome !== undefined }
}

const worseSaid = (before: Said | undefined, said: Said): Said =>
  before && worse(before.outcome, said.outcome) === before.outcome ? before : said

/** A list of texts stops growing here; what is kept of it is cut to its limit later. */
const maxJoined = 64 * 1024

function caseOf(test: TestFields, index: number, limits: ReportLimits): TestCase {
  const outcome = outcomeIn(test, index)
  const suite = cutLine(clean(test.suite), limits.name)
  const name = cutLine(clean(test.name), limits.name)
  const milliseconds = durationOf(test.duration)
  if (outcome === 'passed') return { suite, name, outcome, message: '', output: '', milliseconds }
  const given = clean(test.message)
  const trace = clean(test.trace).trim()
  const whole = hasLines(given) && !trace.includes(given.trim()) ? given.trim() : ''
  const captured = outcome !== 'skipped' ? [clean(test.stdout).trim(), clean(test.stderr).trim()] : []
  const output = [whole, trace, ...captured].filter((part) => part !== '').join('\n\n')
  return {
    suite: detached(suite),
    name: detached(name),
    outcome,
    message: detached(cutLine(tellingLine(given) || tellingLine(trace) || said(test), limits.message)),
    output: detached(cutOutput(output, limits.output)),
    milliseconds,
  }
}

/** @returns the worse of what the two words say */
function outcomeIn({ status, rawStatus }: TestFields, index: number): Outcome {
  if (status === undefined)
    throw new ReportRefused('malformed', `results.tests[${index}].status is missing. CTRF wants one for each test.`)
  return worse(status.outcome, rawStatus?.outcome ?? 'passed')
}

/** What is told of a case whose status is not its own word for it, where nothing else tells why. */
const said = ({ status, rawStatus }: TestFields): string => {
  const odd = [status, rawStatus].find((said) => said && !said.known)
  return odd === undefined ? '' : `status "${odd.word}"`
}

const clean = (text: string | undefined): string => (text ? wellFormed(withoutControls(text)) : '')

function durationOf(written: string | undefined): number | null {
  const milliseconds = written === undefined ? Number.NaN : Number(written)
  return milliseconds >= 0 && milliseconds <= longestMilliseconds ? Math.round(milliseconds) : null
}

/** A case that says it took longer than thirty days has a broken clock. */
const longestMilliseconds = 30 * 24 * 3_600_000

const notATest = (index: number): ReportRefused =>
  new ReportRefused('malformed', `results.tests[${index}] is no object. CTRF wants one object for each test.`)

const noCtrf = (what: string): ReportRefused =>
  new ReportRefused('not-a-report', `The JSON is no CTRF report: ${what}. ${whatToSend}`)
