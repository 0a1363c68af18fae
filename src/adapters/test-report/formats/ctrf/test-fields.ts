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
import { type JsonKind, written } from '../../input/json-events.ts'
import { outcomeOf, worse } from '../../outcomes/outcome-of.ts'
import { type Told, toldBy, toldByContent } from '../../outcomes/told-by-name.ts'
import type { ReportLimits } from '../../report-limits.ts'
import { ReportRefused } from '../../report-refusal.ts'
import type { ReportTally } from '../../tally/report-tally.ts'

/** The texts of one test, under the names that CTRF gives them; a list of texts is joined. */
export type TestFields = { [Name in Field]?: string } & {
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

/** A value of a test as the JSON has it. */
type Value = { readonly text: string | null; readonly kind: JsonKind; readonly truth: boolean | undefined }
type Path = readonly (string | undefined)[]

/** Keeps a value of a test when it is one that is read, be it a text or, for some keys, one of a list of texts. */
export function note(
  test: TestFields,
  path: Path,
  key: string | undefined,
  { text, kind, truth }: Value,
  tally: ReportTally,
): void {
  if (path.length > 4) {
    if (key !== undefined && isInner(path)) noteInner(test, key, { text, kind, truth }, tally)
    else if (text !== null && kind === 'string' && key === undefined && path.length === 5) join(test, path[4], text)
    return
  }
  const status = statusNamed(key)
  // A raw status of null is one that was not there.
  if (status && (text !== null || truth !== undefined || status === 'status'))
    test[status] = worseSaid(test[status], saidBy(status, written(text, truth) || 'null', kind, tally))
  const wanted = plain.get(key)
  if (wanted?.kind === kind && text !== null) test[wanted.field] = text
  else if (!wanted && !status && key !== undefined) {
    const value = written(text, truth)
    noteBeside(test, key, toldBy(key, value), value, tally)
  }
}

function join(test: TestFields, list: string | undefined, text: string): void {
  const { field, joint } = joints.get(list) ?? {}
  if (!field) return
  const before = test[field]
  if (before === undefined) test[field] = text
  else if (before.length < maxJoined) test[field] = before + joint + text
}

/** A status that is an object or a list is no word. */
export function noteObject(
  test: TestFields,
  path: Path,
  key: string | undefined,
  kind: 'object' | 'array',
  tally: ReportTally,
): void {
  const status = path.length === 4 || isInner(path) ? statusNamed(key) : undefined
  const text = kind === 'array' ? '[…]' : '{…}'
  if (status && path.length === 4) test[status] = worseSaid(test[status], saidBy(status, text, 'literal', tally))
  else if (status) test.rawStatus = worseSaid(test.rawStatus, saidBy(`${path[4]}: ${status}`, text, 'literal', tally))
}

/** An object or a list with something in it, such as `"error": {"message": "boom"}`. */
export function noteContent(test: TestFields, path: Path, key: string, tally: ReportTally): void {
  if (statusNamed(key) || plain.has(key)) return
  if (path.length === 4) noteBeside(test, key, toldByContent(key), '…', tally)
  else if (isInner(path)) noteStep(test, key, toldByContent(key), '…', tally)
}

/** What speaks of an outcome under a key that CTRF does not have: what passed proves nothing by it. */
function noteBeside(test: TestFields, key: string, told: Told, value: string, tally: ReportTally): void {
  if (told === null || told === 'passed') return
  if (told === 'unknown') tally.unknown(`${key}="${clean(value)}"`)
  const outcome = told === 'unknown' ? 'skipped' : told
  test.rawStatus = worseSaid(test.rawStatus, { outcome, word: `${key}: ${clean(value)}`, known: false })
}

/** What a test may hold of other tries, or of anything: a status there is none of how it ended. */
const freeKeys: readonly string[] = ['retryattempts', 'extra', 'labels', 'parameters', 'insights', 'browser', 'ai']
const isInner = (path: Path): boolean =>
  path.length > 4 && !path.slice(4).some((key) => key !== undefined && freeKeys.includes(key.toLowerCase()))

function noteInner(test: TestFields, key: string, { text, kind, truth }: Value, tally: ReportTally): void {
  const value = written(text, truth)
  if (!statusNamed(key)) {
    noteStep(test, key, toldBy(key, value), value, tally)
    return
  }
  const said = saidBy(key, value || 'null', kind, tally)
  if (said.outcome !== 'passed' && !(said.known && said.outcome === 'skipped'))
    test.rawStatus = worseSaid(test.rawStatus, { ...said, known: false })
}

/** A step that failed in a test that passed contradicts it; one that was left out is the runner's own affair. */
function noteStep(test: TestFields, key: string, told: Told, value: string, tally: ReportTally): void {
  if (told !== 'skipped') noteBeside(test, key, told, value, tally)
}

const statusNamed = (key: string | undefined): 'status' | 'rawStatus' | undefined => {
  const lower = key?.toLowerCase()
  return lower === 'status' ? 'status' : lower === 'rawstatus' ? 'rawStatus' : undefined
}

/** @returns what one word says; a word that is on no list, or that is no word, never passes */
function saidBy(name: string, text: string, kind: JsonKind, tally: ReportTally): Said {
  const word = clean(text)
  const outcome = kind === 'string' ? outcomeOf(text) : undefined
  if (outcome === undefined) tally.unknown(`${name}="${word}"`)
  return { outcome: outcome ?? 'skipped', word, known: outcome !== undefined }
}

const worseSaid = (before: Said | undefined, said: Said): Said =>
  before && worse(before.outcome, said.outcome) === before.outcome ? before : said

/** A list of texts stops growing here; what is kept of it is cut to its limit later. */
const maxJoined = 64 * 1024

export function caseOf(test: TestFields, index: number, limits: ReportLimits): TestCase {
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
