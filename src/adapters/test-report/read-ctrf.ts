import type { Outcome } from '../../domain/health-report.ts'
import {
  cutLine,
  cutOutput,
  detached,
  hasLines,
  tellingLine,
  wellFormed,
  withoutControls,
} from './case-text.ts'
import { makeJsonReader } from './json-events.ts'
import type { ReportLimits } from './report-limits.ts'
import type { ReportReader } from './report-reader.ts'
import { ReportRefused } from './report-refusal.ts'
import type { ReportTally } from './report-tally.ts'
import { whatToSend } from './sniff-format.ts'

/** The texts of one test, under the names that CTRF gives them; a list of texts is joined. */
type TestFields = { [Name in Field]?: string }
type Field =
  | 'name'
  | 'status'
  | 'rawStatus'
  | 'message'
  | 'trace'
  | 'duration'
  | 'suite'
  | 'stdout'
  | 'stderr'

const outcomes = new Map<string | undefined, Outcome>([
  ['passed', 'passed'],
  ['failed', 'failed'],
  ['skipped', 'skipped'],
  ['pending', 'skipped'],
  ['other', 'skipped'],
])
const joints = new Map<string | undefined, { readonly field: Field; readonly joint: string }>([
  ['suite', { field: 'suite', joint: ' › ' }],
  ['stdout', { field: 'stdout', joint: '\n' }],
  ['stderr', { field: 'stderr', joint: '\n' }],
])
const plain = new Map<string | undefined, { readonly field: Field; readonly kind: 'string' | 'number' }>([
  ['name', { field: 'name', kind: 'string' }],
  ['status', { field: 'status', kind: 'string' }],
  ['rawStatus', { field: 'rawStatus', kind: 'string' }],
  ['message', { field: 'message', kind: 'string' }],
  ['trace', { field: 'trace', kind: 'string' }],
  ['suite', { field: 'suite', kind: 'string' }],
  ['duration', { field: 'duration', kind: 'number' }],
])

/**
 * Reads CTRF (ctrf.io): `results.tests[]`, one case each; `pending` and `other` count as skipped; durations are
 * milliseconds; `results.summary.tests` is only what the report says of itself; a failed one whose raw status is `errored`
 * errored. All else in it is passed over.
 */
export function makeCtrfReader(limits: ReportLimits, tally: ReportTally): ReportReader {
  const keys: (string | undefined)[] = []
  const path: (string | undefined)[] = []
  let test: TestFields | undefined
  let testsSeen = false
  let declared: number | null = null
  let count = 0

  const inTests = () => path[1] === 'results' && path[2] === 'tests'
  const json = makeJsonReader(limits, {
    open(kind) {
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
      if (test && text !== null) note(test, path, key, text, kind)
      else if (path.length === 3 && inTests()) throw notATest(count)
      else if (path.length === 3 && path[1] === 'results' && path[2] === 'summary' && key === 'tests') {
        declared = kind === 'number' && /^\d{1,15}$/.test(text ?? '') ? Number(text) : null
      }
    },
  })

  return {
    write: json.write,
    end() {
      json.end()
      if (!testsSeen) throw noCtrf('results.tests is missing')
      return tally.summary(declared)
    },
  }
}

/** Keeps a value of a test when it is one that is read, be it a text or, for some keys, one of a list of texts. */
function note(
  test: TestFields,
  path: readonly (string | undefined)[],
  key: string | undefined,
  text: string,
  kind: 'string' | 'number' | 'literal',
): void {
  if (path.length === 4) {
    const wanted = plain.get(key)
    if (wanted?.kind === kind) test[wanted.field] = text
    return
  }
  const list = path.length === 5 && kind === 'string' && key === undefined ? joints.get(path[4]) : undefined
  if (!list) return
  const before = test[list.field]
  if (before === undefined) test[list.field] = text
  else if (before.length < maxJoined) test[list.field] = before + list.joint + text
}

/** A list of texts stops growing here; what is kept of it is cut to its limit later. */
const maxJoined = 64 * 1024

function caseOf(test: TestFields, index: number, limits: ReportLimits) {
  const known = outcomes.get(test.status)
  if (!known) {
    const given = test.status === undefined ? 'missing' : `"${test.status.slice(0, 40)}"`
    const detail = `results.tests[${index}].status is ${given}. CTRF knows passed, failed, skipped, pending and other.`
    throw new ReportRefused('malformed', detail)
  }
  const outcome = known === 'failed' && test.rawStatus === 'errored' ? 'errored' : known
  const suite = cutLine(clean(test.suite), limits.name)
  const name = cutLine(clean(test.name), limits.name)
  const milliseconds = durationOf(test.duration)
  if (outcome === 'passed') return { suite, name, outcome, message: '', output: '', milliseconds }
  const given = clean(test.message)
  const trace = clean(test.trace).trim()
  const whole = hasLines(given) && !trace.includes(given.trim()) ? given.trim() : ''
  const captured = known === 'failed' ? [clean(test.stdout).trim(), clean(test.stderr).trim()] : []
  const output = [whole, trace, ...captured].filter((part) => part !== '').join('\n\n')
  return {
    suite: detached(suite),
    name: detached(name),
    outcome,
    message: detached(cutLine(tellingLine(given) || tellingLine(trace), limits.message)),
    output: detached(cutOutput(output, limits.output)),
    milliseconds,
  }
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
