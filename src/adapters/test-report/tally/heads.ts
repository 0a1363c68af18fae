import type { DeclaredProblem, ReportProblem } from '../../../domain/reports/health-report.ts'
import { type Declared, declaresNothing, mostDeclared, mostOf, sumOf } from './declared.ts'

/** What a head declared and what was counted below it. `over…` is what the heads below declared in vain already. */
type Head = {
  readonly suite: string
  declared: Declared
  told: Declared
  toldBelow: Declared
  tests: number
  bad: number
  skipped: number
  reruns: number
  overTests: number
  overBad: number
  overSkipped: number
  saysSkipped: boolean
}

/**
 * Holds what heads declare against what is counted below them: the innermost head that claims too much is the one that
 * is named. What was run again explains a difference, for runners count each try.
 */
export type Heads = {
  open(suite: string): void
  /** A file begins. */
  openFile(name: string): void
  /**
   * @param declared of the head that was opened last and is not closed; it is held against what is counted
   * @param told what it says in words, where that is more than it can be held to
   */
  declare(declared: Declared, told?: Declared): void
  /** The head that was opened last says in a word that it did not run: then none of its cases passed. */
  saysSkipped(): void
  /** Counts for the innermost head. */
  count(tests: number, bad: number, skipped: number, reruns: number): void
  close(): void
  problems(): ReportProblem[]
  /** What the report says that it holds in all; the parts of one that is silent as a whole are added up. */
  declared(): Declared
}

export function makeHeads(): Heads {
  const root = headOf('')
  const stack: Head[] = [root]
  let file = ''
  const found = new Map<DeclaredProblem['kind'], DeclaredProblem>()
  // Kept at hand, since it is asked for by every case.
  let innermost = root
  const push = (head: Head) => {
    stack.push(head)
    innermost = head
  }

  const note = (kind: DeclaredProblem['kind'], suite: string, declared: number, counted: number) => {
    const before = found.get(kind)
    const first = before?.first ?? { suite, declared, counted }
    const excess = (before?.excess ?? 0) + declared - counted
    found.set(kind, { kind, excess, heads: (before?.heads ?? 0) + 1, first })
  }

  return {
    open: (suite) => {
      push(headOf(suite || file))
    },
    openFile(name) {
      file = name
      push(headOf(name))
    },
    declare(declared, told = declared) {
      innermost.declared = declared
      innermost.told = told
    },
    saysSkipped() {
      innermost.saysSkipped = true
    },
    count(tests, bad, skipped, reruns) {
      innermost.tests += tests
      innermost.bad += bad
      innermost.skipped += skipped
      innermost.reruns += reruns
    },
    close() {
      const head = stack.pop()
      if (!head) return
      const { declared, reruns } = head
      const missing = Math.max(0, (declared.tests ?? 0) - head.tests)
      const over = (claimed: number | null, explained: number) => Math.max(0, (claimed ?? 0) - explained)
      const tests = over(declared.tests, head.tests + reruns + head.overTests)
      const bad = over(declared.bad, head.bad + reruns + head.overBad)
      // A writer may leave out what was skipped; then it is missing, not passed.
      const claimed = mostOf([declared.skipped, head.saysSkipped ? head.tests - head.bad : null])
      const skipped = over(claimed, head.skipped + missing + head.overSkipped)
      if (tests > 0) note('declared-more', head.suite, declared.tests ?? 0, head.tests)
      if (bad > 0) note('declared-failures', head.suite, declared.bad ?? 0, head.bad)
      if (skipped > 0) note('declared-skipped', head.suite, claimed ?? 0, head.skipped)
      const outer = stack.at(-1) ?? root
      innermost = outer
      outer.tests += head.tests
      outer.bad += head.bad
      outer.skipped += head.skipped
      outer.reruns += reruns
      outer.overTests += head.overTests + tests
      outer.overBad += head.overBad + bad
      outer.overSkipped += head.overSkipped + skipped
      outer.toldBelow = inAll(outer.toldBelow, head.told, head.toldBelow)
    },
    problems: () => [...found.values()],
    declared: () => root.toldBelow,
  }
}

/** @returns `before`, and what one more head declares, by itself or by the heads in it */
function inAll(before: Declared, own: Declared, below: Declared): Declared {
  const add = (sum: number | null, more: number | null) => {
    const both = sumOf([sum, more])
    // A reader that takes away what is counted otherwise may come below none.
    return both === null ? null : Math.max(0, Math.min(both, mostDeclared))
  }
  return {
    tests: add(before.tests, own.tests ?? below.tests),
    // A suite that says no more than that it failed declares one, and those in it may declare more.
    bad: add(before.bad, mostOf([own.bad, below.bad])),
    skipped: add(before.skipped, own.skipped ?? below.skipped),
  }
}

const headOf = (suite: string): Head => ({
  suite,
  declared: declaresNothing,
  told: declaresNothing,
  toldBelow: declaresNothing,
  tests: 0,
  bad: 0,
  skipped: 0,
  reruns: 0,
  overTests: 0,
  overBad: 0,
  overSkipped: 0,
  saysSkipped: false,
})
