import type { Outcome, TestCase } from '../../../../domain/reports/health-report.ts'
import { bareName, innermost } from './bare-name.ts'
import { type Hash, hashText, hashWith } from './case-hash.ts'
import { makeHashedNumbers } from './hashed-numbers.ts'

/** What of a case stands more often than in the files before it: it, that it did not pass, that it is bad, that it is an error. */
export type Raised = readonly [all: boolean, unsound: boolean, bad: boolean, errored: boolean]

/** What one more case changes: how cases count that did not before, and how those did that do not any more. */
export type Change = { readonly add: readonly Outcome[]; readonly drop: readonly Outcome[] }

/**
 * Holds the formats of a report against one another: a run that is told in two of them was one. Each names suites and
 * classes in a way of its own, so a case goes by its bare name here; one that failed by the innermost of what is around
 * it, too, for no failure may be lost.
 */
export type AmongFormats = {
  /**
   * @param format the number of its format, from 0
   * @returns null as long as there is one format
   */
  judge(testCase: TestCase, format: number, raised: Raised): Change | null
}

/** More formats than are taken. */
const room = 32
const [all, unsound, bad, badKept] = [0, room, 2 * room, 3 * room]
export function makeAmongFormats(): AmongFormats {
  const counts = makeHashedNumbers()
  let formats = 1

  const countOf = (hash: Hash, what: number): number => counts.get(hashWith(hash, what))
  const oneMore = (hash: Hash, what: number): number => {
    const count = countOf(hash, what) + 1
    counts.set(hashWith(hash, what), count)
    return count
  }
  const most = (hash: Hash, what: number, but = -1): number => {
    let found = 0
    for (let format = 0; format < formats; format += 1)
      if (format !== but) found = Math.max(found, countOf(hash, what + format))
    return found
  }
  /** @returns whether it now stands in this format more often than in each other one */
  const more = (hash: Hash, what: number, format: number): boolean =>
    oneMore(hash, what + format) > most(hash, what, format)
  /** How those of a name count: the bad ones first, then the others, up to as many as one format has. */
  const countedOf = (bare: Hash) => {
    const failures = countOf(bare, badKept)
    const worse = Math.max(most(bare, unsound), failures)
    return { passed: Math.max(0, most(bare, all) - worse), skipped: worse - failures }
  }

  return {
    judge(testCase, format, [anew, anewUnsound, anewBad]) {
      formats = Math.max(formats, format + 1)
      const { outcome } = testCase
      const bare = hashText(bareName(testCase.name))
      const before = formats > 1 ? countedOf(bare) : null
      if (anew) oneMore(bare, all + format)
      if (anewUnsound) oneMore(bare, unsound + format)
      const around = anewBad ? hashText(innermost(testCase.suite, testCase.name), bare) : 0
      const moreBad = anewBad && more(around, bad, format)
      if (moreBad) oneMore(bare, badKept)
      if (before === null) return null
      const after = countedOf(bare)
      const add: Outcome[] = moreBad ? [outcome] : []
      const drop: Outcome[] = []
      for (const sort of ['passed', 'skipped'] as const) {
        if (after[sort] > before[sort]) add.push(sort)
        if (after[sort] < before[sort]) drop.push(sort)
      }
      return { add, drop }
    },
  }
}
