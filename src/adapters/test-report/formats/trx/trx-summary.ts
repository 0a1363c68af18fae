import { outcomeOf } from '../../outcomes/outcome-of.ts'
import { countsIn, type Declared, declaresNothing, mostOf, sumOf } from '../../tally/declared.ts'

type Attributes = Readonly<Record<string, string>>

/** Counters of what did not end well; those that did not run, or not to their end, are no executed ones. */
const bad = ['failed', 'error', 'timeout', 'aborted', 'passedButRunAborted', 'notRunnable', 'disconnected', 'warning']
const skipped = ['notExecuted', 'inconclusive', 'inProgress', 'pending']

/** The attributes of `Counters` that are read. */
export const counterNames: readonly string[] = ['total', 'executed', 'passed', 'completed', ...bad, ...skipped]

/** @returns of what two say, the worse; a report that says something twice is held to each. */
export const bothOf = (one: Declared, other: Declared): Declared => ({
  tests: mostOf([one.tests, other.tests]),
  bad: mostOf([one.bad, other.bad]),
  skipped: mostOf([one.skipped, other.skipped]),
})

/**
 * @param unknown called for what stands in the place of a count and is none
 * @returns what `Counters` declares: of the whole run, or of the rows of one test
 */
export function countersOf(attributes: Attributes, unknown: (word: string) => void): Declared {
  const read = countsIn(attributes, unknown)
  const of = (names: readonly string[]) => sumOf(names.map(read))
  const [total, executed] = [read('total'), read('executed')]
  // The Testing Platform does not count what timed out as executed.
  const left =
    total !== null && executed !== null ? total - executed - (of(bad.filter((name) => name !== 'failed')) ?? 0) : null
  return {
    // Those of the rows of one test have no total.
    tests: total ?? of(['passed', 'completed', ...bad, ...skipped]),
    bad: of(bad),
    skipped: mostOf([of(skipped), left]),
  }
}

/** What a message of the run is: a word about one test that has a result, or something else that went wrong. */
export type RunMessage = 'failed test' | 'any failed test' | 'skipped test' | 'error' | 'nothing'

/** Messages that say nothing but what a result says: xUnit.net's of each test, the Testing Platform's exit code 2. */
const echoes: readonly (readonly [RegExp, RunMessage])[] = [
  [/^\s*\[xUnit\.net [\d:.]+\]\s.*\[FAIL\]\s*$/s, 'failed test'],
  [/^\s*\[xUnit\.net [\d:.]+\]\s.*\[SKIP\]\s*$/s, 'skipped test'],
  [/^\s*Exit code indicates failure: '2'\./, 'any failed test'],
]

/** @param outcome of a `RunInfo`; MSTest leaves out the word Error */
export function runMessage(outcome: string | undefined, text: string): RunMessage {
  if (outcomeOf(outcome ?? 'Error') === 'passed') return 'nothing'
  return echoes.find(([pattern]) => pattern.test(text))?.[1] ?? 'error'
}

/** What the outcome of a whole run claims, and what is wrong with the run itself. */
export type Verdict = { readonly declared: Declared; readonly broke: string | null }

/** What a run is called that did not come to its end, and not because of one test. */
const unended = ['inprogress', 'pending', 'aborted', 'timeout', 'disconnected', 'passedbutrunaborted']

/**
 * @param word the outcome of `ResultSummary`
 * @param said the outcomes of the tests, in lower case: a run is called by the worst of them
 * @param unknown called for a word that is on no list
 */
export function verdictOf(
  word: string | undefined,
  said: ReadonlySet<string>,
  unknown: (word: string) => void,
): Verdict {
  if (word === undefined) {
    // Every writer says how the run ended: of one that does not, something is missing.
    unknown('no ResultSummary outcome')
    return { declared: declaresNothing, broke: null }
  }
  const outcome = outcomeOf(word)
  if (outcome === undefined) unknown(`ResultSummary outcome="${word}"`)
  const own = word.trim().toLowerCase()
  return {
    declared: {
      tests: null,
      bad: outcome === 'failed' || outcome === 'errored' ? 1 : null,
      skipped: outcome === 'skipped' ? 1 : null,
    },
    broke: unended.includes(own) && !said.has(own) ? `The run ended as ${word.trim()}.` : null,
  }
}
