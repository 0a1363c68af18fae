import type { Outcome } from '../../../../domain/reports/health-report.ts'
import { localName } from '../../input/spelling.ts'
import { worse } from '../../outcomes/outcome-of.ts'
import { countedBy, toldOfSuite } from '../../outcomes/told-by-name.ts'
import { type Declared, mostOf, sumOf, wholeNumber } from '../../tally/declared.ts'
import type { JunitAttributes } from './junit-case.ts'

/** Each under one name or another, so the largest of a row counts; `warnings` is PHPUnit's. */
const bad: readonly (readonly string[])[] = [
  ['failures', 'failure', 'failed'],
  ['errors', 'error', 'errored'],
  ['warnings'],
]
/** The same tests under other names, so the largest counts. */
const skipped = ['skipped', 'skips', 'skip', 'disabled', 'ignored', 'notrun', 'not-run', 'pending'] as const

const counted: ReadonlySet<string> = new Set(['tests', ...bad.flat(), ...skipped])

/** What the element of a suite says of what is in it. */
export type JunitHead = {
  readonly declared: Declared
  /** What holds of all its cases: skipped, when the suite is. */
  readonly within: Outcome
}

/** @param unknown called for each word that is on no list */
export function readHead(attributes: JunitAttributes, around: Outcome, unknown: (word: string) => void): JunitHead {
  const counts = countsOf(attributes, unknown)
  const declared = {
    tests: counts.get('tests') ?? null,
    bad: sumOf(bad.map((names) => mostOf(names.map((name) => counts.get(name) ?? null)))),
    skipped: mostOf(skipped.map((name) => counts.get(name) ?? null)),
  }
  let within = around
  for (const name in attributes) {
    const value = attributes[name] ?? ''
    const meaning = toldOfSuite(name, value)
    if (meaning === 'unknown') unknown(`${name}="${value}"`)
    else if (meaning === 'skipped') within = worse(within, meaning)
    // A suite that says it failed declares at least one failure.
    else if (meaning === 'failed' || meaning === 'errored') declared.bad = Math.max(1, declared.bad ?? 0)
    else if (meaning === null) countOther(declared, name, value)
  }
  return { declared, within }
}

/** Takes in a count under a name that no writer is known to use, such as `failed-tests`. */
function countOther(declared: { bad: number | null; skipped: number | null }, name: string, value: string): void {
  const outcome = counted.has(localName(name).toLowerCase()) ? null : countedBy(name)
  const count = outcome === null || outcome === 'passed' ? null : wholeNumber(value)
  if (count === null) return
  if (outcome === 'skipped') declared.skipped = mostOf([declared.skipped, count])
  else declared.bad = mostOf([declared.bad, count])
}

/** @returns the counts of a head by their names, in any capitals and with any prefix; of one that comes twice the largest */
function countsOf(attributes: JunitAttributes, unknown: (word: string) => void): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name in attributes) {
    const value = attributes[name] ?? ''
    const count = wholeNumber(value)
    const key = localName(name).toLowerCase()
    if (count !== null) counts.set(key, Math.max(count, counts.get(key) ?? 0))
    // Some say yes or no in its place, which is told below.
    else if (counted.has(key) && value.trim() && toldOfSuite(key, value) === null) unknown(`${name}="${value}"`)
  }
  return counts
}
