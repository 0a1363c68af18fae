import type { Outcome, TestCase } from '../../../../domain/reports/health-report.ts'
import { makeAmongFiles } from './among-files.ts'
import { type Change, makeAmongFormats, type Raised } from './among-formats.ts'
import { bareName } from './bare-name.ts'
import { type Hash, hashText, hashWith } from './case-hash.ts'

/**
 * Counts a case of a report in many files as often as it stands in the one file in which it stands most often, the worst
 * outcomes of all files first: ADR 0048. Keeps hashes, not names.
 */
export type Repeats = {
  openFile(): void
  /** @param name of the format of the file that was opened last */
  format(name: string): void
  /** What it drops was in its own suite, unless the report has several formats. */
  judge(testCase: TestCase): Change
  /** @returns whether the error of a suite stands in no file before as often as in this one */
  newError(suite: string, message: string): boolean
  /** @returns what tells, of all cases that were counted, those in whose place a worse one was; ask of each once */
  superseded(): ((testCase: TestCase) => boolean) | null
}

const outcomes: readonly Outcome[] = ['passed', 'skipped', 'failed', 'errored']
/** So that no text begins a hash as another begins it. */
const [ofSuite, ofError, ofName] = [1, 2, 3]

export function makeRepeats(): Repeats {
  const files = makeAmongFiles()
  const amongFormats = makeAmongFormats()
  const formats = new Map<string, number>()
  const dropped = new Map<Hash, number>()
  let format = 0
  let latest = { suite: '', hash: hashText('', ofSuite) }

  const suiteHash = (suite: string): Hash => {
    if (latest.suite !== suite) latest = { suite, hash: hashText(suite, ofSuite) }
    return latest.hash
  }
  const drop = (hash: Hash, outcome: Outcome) => {
    const key = hashWith(hash, outcomes.indexOf(outcome))
    dropped.set(key, (dropped.get(key) ?? 0) + 1)
  }
  const takeDropped = (left: Map<Hash, number>, hash: Hash, outcome: Outcome): boolean => {
    const key = hashWith(hash, outcomes.indexOf(outcome))
    const count = left.get(key) ?? 0
    if (count > 0) left.set(key, count - 1)
    return count > 0
  }

  return {
    openFile: files.openFile,
    format(name) {
      format = formats.get(name) ?? formats.size
      formats.set(name, format)
    },
    judge(testCase) {
      const within = suiteHash(testCase.suite)
      const own = hashText(testCase.name, within)
      const raised = raisedBy(testCase.outcome, (level) => files.more(hashWith(own, level * 64 + format)))
      const across = amongFormats.judge(testCase, format, raised)
      const change = across ?? changeBy(raised)
      const hash = across ? hashText(bareName(testCase.name), ofName) : own
      for (const outcome of change.drop) drop(hash, outcome)
      return change
    },
    newError: (suite, message) => files.more(hashText(message, hashWith(suiteHash(suite), ofError * 64 + format))),
    superseded() {
      if (dropped.size === 0) return null
      const left = new Map(dropped)
      return ({ suite, name, outcome }) =>
        takeDropped(left, hashText(name, suiteHash(suite)), outcome) ||
        (formats.size > 1 && takeDropped(left, hashText(bareName(name), ofName), outcome))
    },
  }
}

/** A case counts on the level of its outcome and on that of each better one. */
const raisedBy = (outcome: Outcome, more: (level: number) => boolean): Raised => {
  const rank = outcomes.indexOf(outcome)
  return [more(0), rank > 0 && more(1), rank > 1 && more(2), rank > 2 && more(3)]
}

/** @returns what levels that were raised mean: one more on a level and none on the next worse is one more of its outcome */
function changeBy(raised: Raised): Change {
  const add: Outcome[] = []
  const drop: Outcome[] = []
  for (const [level, outcome] of outcomes.entries()) {
    const change = Number(raised[level] ?? false) - Number(raised[level + 1] ?? false)
    if (change > 0) add.push(outcome)
    if (change < 0) drop.push(outcome)
  }
  return { add, drop }
}
