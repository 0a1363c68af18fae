import type { Outcome } from '../../../../domain/health-report.ts'
import { suiteMeaning, worse } from '../../outcomes/outcome-of.ts'
import { type Declared, mostOf, sumOf, wholeNumber } from '../../tally/declared.ts'
import type { JunitAttributes } from './junit-case.ts'

/** `warnings` is PHPUnit's. */
const bad = ['failures', 'errors', 'warnings'] as const
/** The same tests under other names, so the largest counts. */
const skipped = ['skipped', 'skips', 'skip', 'disabled', 'ignored', 'notrun', 'not-run', 'pending'] as const

/** What the element of a suite says of what is in it. */
export type JunitHead = {
  readonly declared: Declared
  /** What holds of all its cases: skipped, when the suite is. */
  readonly within: Outcome
}

/** @param unknown called for each word that is on no list */
export function readHead(
  attributes: JunitAttributes,
  around: Outcome,
  unknown: (word: string) => void,
): JunitHead {
  const declared = {
    tests: wholeNumber(attributes['tests']),
    bad: sumOf(bad.map((name) => wholeNumber(attributes[name]))),
    skipped: mostOf(skipped.map((name) => wholeNumber(attributes[name]))),
  }
  let within = around
  for (const name in attributes) {
    const value = attributes[name] ?? ''
    const meaning = suiteMeaning(name, value)
    if (meaning === 'unknown') unknown(`${name}="${value}"`)
    else if (meaning === 'skipped') within = worse(within, meaning)
    // A suite that says it failed declares at least one failure.
    else if (meaning === 'failed' || meaning === 'errored') declared.bad = Math.max(1, declared.bad ?? 0)
  }
  return { declared, within }
}
