import type { Outcome, ReportSummary, SuiteError, TestCase } from '../../../domain/reports/health-report.ts'
import { detached } from '../input/case-text.ts'
import type { ReportLimits } from '../report-limits.ts'
import { ReportRefused } from '../report-refusal.ts'
import type { Declared } from './declared.ts'
import { makeHeads } from './heads.ts'
import { makeRepeats } from './repeats/repeats.ts'
import { makeUnknownWords } from './unknown-words.ts'

type Count = Record<Outcome, number>
type SuiteCount = Count & { readonly suite: string }

/** Counts a report case by case; its memory grows with the suites, not with the cases. */
export type ReportTally = {
  /**
   * Counts one case and hands it on.
   * @param reruns how often it was tried in vain before
   * @param saidSkipped whether it also says that it was skipped, where something worse outranks that
   */
  add(testCase: TestCase, reruns?: number, saidSkipped?: boolean): void
  suiteError(error: SuiteError): void
  /** A word, an element or an attribute that is on no list: see `outcomes/vocabulary.ts`. */
  unknown(word: string): void
  /** A suite or a file begins whose head may declare what it holds; it is told at any time before it is closed. */
  openHead(suite: string): void
  /**
   * A file begins: a head that declares nothing, and is named where one in it that has no name claims too much.
   * @param alone whether it is the only one of the report
   */
  openFile(name: string, alone: boolean): void
  /** The format of the file that was opened last; told before anything else of it. */
  format(name: string): void
  /** See `Heads`. */
  declare(declared: Declared, told?: Declared): void
  /** See `Heads`. */
  saysSkipped(): void
  closeHead(): void
  /**
   * Some tools tell one run in files of two kinds; to take both would be to count each case twice.
   * @throws {ReportRefused} where a file of another kind of the same tool was read before
   */
  oneKind(tool: string, kind: string): void
  summary(): ReportSummary
  /** What the report says that it holds in all; never trusted as a count. */
  declared(): Declared
  /** @returns what stood in several files and counts once; null where nothing did */
  repeated(): RepeatedCases | null
  /** See `Repeats`. */
  superseded(): ((testCase: TestCase) => boolean) | null
}

/** Cases that stood in several files and were counted once. */
export type RepeatedCases = {
  /** How many were not counted. */
  readonly cases: number
  /** The first files in which such cases stood, by name. */
  readonly names: readonly string[]
}

const keptNames = 20

export function makeReportTally(limits: ReportLimits, onCase: (testCase: TestCase) => void): ReportTally {
  const suites = new Map<string, SuiteCount>()
  const suiteErrors: SuiteError[] = []
  let moreSuiteErrors = 0
  const heads = makeHeads()
  const words = makeUnknownWords()
  const kinds = new Map<string, string>()
  const repeats = makeRepeats()
  const repeated = { cases: 0, names: [] as string[] }
  let cases = 0
  let latest: SuiteCount | undefined
  let file = { name: '', alone: true }

  const countOf = (suite: string): SuiteCount => {
    const known = latest?.suite === suite ? latest : suites.get(suite)
    if (known) return known
    if (suites.size >= limits.suites) {
      throw new ReportRefused(
        'too-many-cases',
        `The report has more than ${limits.suites} suites. Give related cases one suite, or split the report.`,
      )
    }
    const added = { suite: detached(suite), passed: 0, failed: 0, errored: 0, skipped: 0 }
    suites.set(added.suite, added)
    return added
  }
  const count = (testCase: TestCase, within: SuiteCount) => {
    if (file.alone) return note(testCase, within)
    const { add, drop } = repeats.judge(testCase)
    for (const outcome of drop) dropFrom(within, outcome)
    for (const outcome of add)
      note(outcome === testCase.outcome ? testCase : { ...testCase, outcome, message: '', output: '' }, within)
    repeated.cases += 1 - add.length + drop.length
    const first = add.length === 0 && repeated.names.at(-1) !== file.name
    if (first && repeated.names.length < keptNames) repeated.names.push(file.name)
  }
  const note = (testCase: TestCase, within: SuiteCount) => {
    within[testCase.outcome] += 1
    onCase(testCase)
  }
  /** Where formats name suites each in its own way, which one it was in is known only when the cases are gone through. */
  const dropFrom = (within: SuiteCount, outcome: Outcome) => {
    const from = [within, ...suites.values()].find((suite) => suite[outcome] > 0)
    if (from) from[outcome] -= 1
  }

  return {
    add(testCase, reruns = 0, saidSkipped = false) {
      cases += 1
      if (cases > limits.cases) {
        throw new ReportRefused('too-many-cases', `The report has more than ${limits.cases} cases. Split it.`)
      }
      latest = countOf(testCase.suite)
      const { outcome } = testCase
      const bad = outcome === 'failed' || outcome === 'errored' ? 1 : 0
      heads.count(1, bad, outcome === 'skipped' || saidSkipped ? 1 : 0, reruns)
      count(testCase, latest)
    },
    suiteError(error) {
      heads.count(0, 1, 0, 0)
      if (!file.alone && !repeats.newError(error.suite, error.message)) return
      if (suiteErrors.length < limits.suiteErrors) suiteErrors.push(error)
      else moreSuiteErrors += 1
    },
    unknown: words.note,
    openHead: heads.open,
    openFile(name, alone) {
      file = { name, alone }
      repeats.openFile()
      heads.openFile(name)
    },
    format: repeats.format,
    declare: heads.declare,
    saysSkipped: heads.saysSkipped,
    closeHead: heads.close,
    oneKind(tool, kind) {
      const before = kinds.get(tool) ?? kind
      if (before !== kind) {
        const detail = `The report holds a ${before} and a ${kind} of ${tool}, which tell the same tests twice. Hand in those of one kind.`
        throw new ReportRefused('malformed', detail)
      }
      kinds.set(tool, kind)
    },
    summary() {
      const totals = { tests: 0, passed: 0, failed: 0, errored: 0, skipped: 0 }
      const counts = [...suites.values()].map(({ suite, passed, failed, errored, skipped }) => {
        const tests = passed + failed + errored + skipped
        totals.tests += tests
        totals.passed += passed
        totals.failed += failed
        totals.errored += errored
        totals.skipped += skipped
        return { suite, tests, passed, failed, errored, skipped }
      })
      const rest = moreSuiteErrors > 0 ? [unkept(moreSuiteErrors)] : []
      return {
        totals,
        suites: counts,
        suiteErrors: [...suiteErrors, ...rest],
        declaredTests: heads.declared().tests,
        problems: [...words.problems(), ...heads.problems()],
      }
    },
    declared: heads.declared,
    repeated: () => (repeated.cases > 0 ? repeated : null),
    superseded: repeats.superseded,
  }
}

const unkept = (count: number): SuiteError => ({
  suite: '',
  message: `${count} more suite-level errors, not kept one by one`,
  output: '',
})
