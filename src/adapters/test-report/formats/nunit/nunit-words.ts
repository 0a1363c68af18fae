import type { Outcome } from '../../../../domain/reports/health-report.ts'
import { outcomeOf, worse } from '../../outcomes/outcome-of.ts'

export type NunitAttributes = Readonly<Record<string, string>>

/** What the attributes of a case or a suite say of it. */
export type NunitWords = {
  readonly outcome: Outcome
  /** Whether anything tells how it ended. */
  readonly told: boolean
  /** Whether anything says that it did not run, also where something worse is said. */
  readonly saidSkipped: boolean
  /** Where it went wrong: `SetUp`, `TearDown`, `Test`, `Child` or `Parent`; empty where that is not said. */
  readonly site: string
  readonly notRunnable: boolean
}

/** A ResultState as NUnit prints it: `Failed`, `Failed:Error`, `Failed(Child)`, `Skipped:Ignored(Parent)`. */
const state = /^\s*([^:(]*?)\s*(?::([^(]*?)\s*)?(?:\(([^)]*)\))?\s*$/

/** What `runstate` tells: `Explicit` ones run when they are asked for. */
const runStates = new Map<string, Outcome>([
  ['Runnable', 'passed'],
  ['Explicit', 'passed'],
  ['Ignored', 'skipped'],
  ['Skipped', 'skipped'],
  ['NotRunnable', 'errored'],
])

/**
 * Reads what NUnit 2 (`result`, `success`, `executed`) and NUnit 3 (`result`, `label`, `site`, `runstate`) say; the worst
 * counts. A label is free text in NUnit: one that is on no list counts only where nothing else tells that it went wrong.
 *
 * @param unknown called for each word that is on no list
 */
export function readWords(attributes: NunitAttributes, unknown: (word: string) => void): NunitWords {
  const { result, label, success, executed, runstate } = attributes
  const [, status = '', innerLabel = '', innerSite = ''] = state.exec(result ?? '') ?? ['', result ?? '']
  let outcome: Outcome = 'passed'
  const take = (means: Outcome | undefined, word: string) => {
    if (means === undefined) unknown(word)
    outcome = worse(outcome, means ?? 'skipped')
  }
  const ran = flagOf(executed)
  if (result !== undefined) take(outcomeOf(status), `result="${result}"`)
  if (ran === false) take('skipped', '')
  if (ran === null) take(undefined, `executed="${executed}"`)
  const succeeded = flagOf(success)
  if (succeeded === null) take(undefined, `success="${success}"`)
  // One that was inconclusive or did not run is no success, and no failure either.
  if (succeeded === false && outcome === 'passed') take('failed', '')
  for (const word of [innerLabel, label ?? ''].filter((text) => text.trim() !== '')) {
    const means = outcomeOf(word)
    if (means !== undefined || outcome === 'passed') take(means, `label="${word}"`)
  }
  if (runstate !== undefined) take(runStates.get(runstate), `runstate="${runstate}"`)
  return {
    outcome,
    told: result !== undefined || success !== undefined || ran === false,
    saidSkipped: ran === false || outcomeOf(status) === 'skipped',
    site: attributes['site'] ?? innerSite,
    notRunnable: [runstate, status].includes('NotRunnable') || [label, innerLabel].includes('Invalid'),
  }
}

/** @returns null for what is neither yes nor no; undefined where nothing is said */
export function flagOf(value: string | undefined): boolean | null | undefined {
  if (value === undefined) return undefined
  const said = value.trim().toLowerCase()
  if (said === 'true') return true
  return said === 'false' ? false : null
}
