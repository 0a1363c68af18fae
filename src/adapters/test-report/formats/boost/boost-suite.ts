import { outcomeOf } from '../../outcomes/outcome-of.ts'
import { countsIn, type Declared, declaresNothing, mostOf, sumOf } from '../../tally/declared.ts'
import type { BoostAttributes } from './boost-case.ts'

/** What a `TestSuite` of a result report says of what is in it. */
export type BoostSuite = { readonly declared: Declared; readonly broke: string | null }

/**
 * Reads the counters of a suite (`xml_report_formatter`, `results_collector`): a case that was aborted is among those that
 * failed; those that are switched off are counted as skipped and not listed, so nothing can be held against that number.
 *
 * @param unknown called for a result that is on no list
 */
export function readSuite(attributes: BoostAttributes, unknown: (word: string) => void): BoostSuite {
  const { result } = attributes
  const read = countsIn(attributes, unknown)
  const [passed, warned, failed, aborted, late] = [
    'passed',
    'passed_with_warnings',
    'failed',
    'aborted',
    'timed_out',
  ].map((name) => read(`test_cases_${name}`))
  const outcome = result === undefined ? undefined : outcomeOf(result)
  if (result !== undefined && outcome === undefined) unknown(`result="${result}"`)
  const claims = outcome === 'failed' || outcome === 'errored' ? 1 : null
  const bad = sumOf([mostOf([failed ?? null, aborted ?? null]), late ?? null])
  return {
    declared: {
      ...declaresNothing,
      tests: sumOf([passed ?? null, warned ?? null, bad]),
      bad: mostOf([bad, claims]),
    },
    // Said of the suite itself: when a case of it is late, it is called failed.
    broke: result === 'timed-out' ? 'The suite timed out.' : null,
  }
}
