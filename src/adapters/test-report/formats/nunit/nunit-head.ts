import { countsIn, type Declared, mostOf, sumOf } from '../../tally/declared.ts'
import type { Details } from '../details.ts'
import { flagOf, type NunitAttributes, readWords } from './nunit-words.ts'

/** A `test-run`, `test-results` or `test-suite` that is not closed yet. */
export type NunitHead = {
  /** How it is called, the whole of it where that is told; empty for a whole run. */
  readonly name: string
  declared: Declared
  readonly site: string
  readonly notRunnable: boolean
  /** Nothing in it ran. It is called `Skipped` or `Inconclusive` for one test in it, too, or for none. */
  readonly skipped: boolean
  /** It has a `failure`, its own or that of what is in it. */
  failed: boolean
  readonly details: Details
}

/** @param unknown called for each word that is on no list */
export function readHead(element: string, attributes: NunitAttributes, unknown: (word: string) => void): NunitHead {
  const { outcome, site, notRunnable } = readWords({ ...attributes, runstate: 'Runnable' }, unknown)
  const read = countsIn(attributes, unknown)
  const count = (names: readonly string[]) => sumOf(names.map(read))
  const bad = count(['errors', 'failures', 'failed', 'warnings'])
  const claims = outcome === 'failed' || outcome === 'errored'
  const named = attributes['fullname'] || attributes['name'] || ''
  return {
    name: element === 'test-suite' ? named : '',
    declared: {
      // NUnit 2 counts those that ran.
      tests: read('total'),
      // What its parent did to it is the parent's.
      bad: site === 'Parent' ? bad : mostOf([bad, claims ? 1 : null]),
      skipped: mostOf([count(['not-run']), count(['ignored', 'skipped', 'invalid', 'inconclusive'])]),
    },
    site,
    skipped: flagOf(attributes['executed']) === false || ['Ignored', 'Skipped'].includes(attributes['runstate'] ?? ''),
    notRunnable: notRunnable || attributes['runstate'] === 'NotRunnable',
    failed: false,
    details: {},
  }
}

/** What NUnit writes of a suite because of what is in it (`TestResult` and `TestSuiteResult` of its framework). */
const echo =
  /^\s*(child test failed|one or more child tests (had (errors|warnings|failures)|were ignored)|errors in child test)\.?\s*$/i

/** @returns whether its `failure` says that something in it failed; in some words it was ignored */
export const claimsFailure = ({ site, failed, details }: NunitHead): boolean =>
  failed && site !== 'Parent' && !/ignored/i.test(details.message?.text ?? '')

/** @returns whether the suite broke by itself: its set-up, its tear-down, or it could not be run at all. */
export function brokeItself({ site, notRunnable, failed, details }: NunitHead): boolean {
  if (site === 'Child' || site === 'Parent') return false
  return notRunnable || (failed && (site !== '' || !echo.test(details.message?.text ?? '')))
}
