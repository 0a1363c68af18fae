import type { TestCase } from '../reports/health-report.ts'

/** What became of a case since the client's last health report. */
export const comparedWords = ['new', 'still-failing', 'fixed', 'flaky'] as const
export type ComparedWord = (typeof comparedWords)[number]

export type ComparedCase = Pick<TestCase, 'suite' | 'name'>

/** One report of a client, as it is compared. */
export type ComparedReport = {
  readonly release: string
  readonly cases: Iterable<Pick<TestCase, 'suite' | 'name' | 'outcome'>>
}

export type ReportComparison = {
  /** The release of the report that this one is held against; null for a client's first. */
  readonly since: string | null
  readonly counts: Readonly<Record<ComparedWord, number>>
  /** By word, at most `listedCases` each; the counts are whole. */
  readonly cases: Readonly<Record<ComparedWord, readonly ComparedCase[]>>
}

/** How many reports are looked at, the newest one included. */
export const comparedReports = 5
/** How many cases a comparison names for each word. */
export const listedCases = 100

/**
 * Holds a health report against the client's earlier ones.
 *
 * A case is a suite and a name. In one report it *fails* when any run of it failed or errored, it *passes* when it ran
 * and none did; skipped or absent says nothing. The report held against is the newest of another release, else the
 * newest of the same (the copy was checked again). Of the words below the first that holds is the case's:
 *
 * - *flaky*: on this very release it has both failed and passed; or, failing now or in the report before, it turned at
 *   least twice between passing and failing over the reports looked at
 * - *still failing*: fails now, and did in the report held against
 * - *new*: fails now
 * - *fixed*: passes now, and failed in the report held against
 *
 * @param earlier the client's earlier reports that were proof, newest first; `comparedReports - 1` of them are read
 */
export function compareReports(now: ComparedReport, earlier: readonly ComparedReport[]): ReportComparison {
  const reports = [now, ...earlier.slice(0, comparedReports - 1)]
  const runs = new Map<string, Map<string, number>>()
  for (const [index, report] of reports.entries()) note(runs, report, index)
  const others = reports.findIndex(({ release }) => release !== now.release)
  const against = others === -1 ? 1 : others
  const again = reports.flatMap(({ release }, index) => (index > 0 && release === now.release ? [index] : []))

  const cases: Record<ComparedWord, ComparedCase[]> = { new: [], 'still-failing': [], fixed: [], flaky: [] }
  const counts: Record<ComparedWord, number> = { new: 0, 'still-failing': 0, fixed: 0, flaky: 0 }
  for (const [suite, names] of runs)
    for (const [name, seen] of names) {
      const word = (seen & anyFailed) === 0 ? null : wordOf(seen, against, again)
      if (word === null) continue
      counts[word] += 1
      if (cases[word].length < listedCases) cases[word].push({ suite, name })
    }
  return { since: reports[against]?.release ?? null, counts, cases }
}

/** @returns what a comparison says of a case; null when it passes all along, or is beyond what is listed */
export const comparedAs = ({ cases }: ReportComparison, { suite, name }: ComparedCase): ComparedWord | null =>
  comparedWords.find((word) => cases[word].some((one) => one.suite === suite && one.name === name)) ?? null

/** @returns a comparison of a report in which nothing fails with others in which nothing did */
export const nothingChanged = (since: string | null): ReportComparison => ({
  since,
  counts: { new: 0, 'still-failing': 0, fixed: 0, flaky: 0 },
  cases: { new: [], 'still-failing': [], fixed: [], flaky: [] },
})

/** Two bits for each report: it failed there, it passed there. */
const failedBit = (report: number): number => 1 << (2 * report)
const passedBit = (report: number): number => 2 << (2 * report)
const anyFailed = Array.from({ length: comparedReports }, (_, report) => failedBit(report)).reduce(
  (bits, bit) => bits | bit,
  0,
)

function note(runs: Map<string, Map<string, number>>, { cases }: ComparedReport, report: number): void {
  let [suite, names] = ['', runs.get('')]
  for (const one of cases) {
    if (one.outcome === 'skipped') continue
    if (!names || one.suite !== suite) {
      suite = one.suite
      names = runs.get(suite) ?? new Map<string, number>()
      runs.set(suite, names)
    }
    const bit = one.outcome === 'passed' ? passedBit(report) : failedBit(report)
    names.set(one.name, (names.get(one.name) ?? 0) | bit)
  }
}

/** @returns whether it failed in a report; null where that report says nothing of it */
function failedIn(seen: number, report: number): boolean | null {
  if ((seen & failedBit(report)) !== 0) return true
  return (seen & passedBit(report)) !== 0 ? false : null
}

function wordOf(seen: number, against: number, again: readonly number[]): ComparedWord | null {
  const now = failedIn(seen, 0)
  if (now === null) return null
  const otherwise = again.some((report) => failedIn(seen, report) === !now)
  if (otherwise || ((now || failedIn(seen, 1)) && turns(seen) >= 2)) return 'flaky'
  if (now) return failedIn(seen, against) ? 'still-failing' : 'new'
  return failedIn(seen, against) ? 'fixed' : null
}

function turns(seen: number): number {
  const known = Array.from({ length: comparedReports }, (_, report) => failedIn(seen, report)).filter(
    (failed) => failed !== null,
  )
  return known.filter((failed, index) => index > 0 && failed !== known[index - 1]).length
}
