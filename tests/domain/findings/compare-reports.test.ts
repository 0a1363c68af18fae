import { describe, expect, it } from 'vitest'
import {
  type ComparedReport,
  comparedAs,
  compareReports,
  listedCases,
} from '../../../src/domain/findings/compare-reports.ts'
import type { Outcome } from '../../../src/domain/reports/health-report.ts'

const outcomes: Readonly<Record<string, Outcome>> = { P: 'passed', F: 'failed', E: 'errored', S: 'skipped' }

/**
 * Reports of one case, oldest first: `3.9.11:P 3.9.12:F`; a dot is a report without the case, and two letters are two
 * runs of it in one report.
 */
function history(text: string): readonly [ComparedReport, ...ComparedReport[]] {
  const reports = text.split(' ').map((one): ComparedReport => {
    const [release = '', letters = ''] = one.split(':')
    const cases = [...letters].flatMap((letter) => {
      const outcome = outcomes[letter]
      return outcome ? [{ suite: 'grades', name: 'is kept', outcome }] : []
    })
    return { release, cases }
  })
  return reports.reverse() as [ComparedReport, ...ComparedReport[]]
}

const wordOf = (text: string) => {
  const [now, ...earlier] = history(text)
  return comparedAs(compareReports(now, earlier), { suite: 'grades', name: 'is kept' })
}

describe('a case, against the client’s earlier reports', () => {
  it.each([
    ['11:P 12:F', 'new'],
    ['11:P 12:E', 'new'],
    ['11:S 12:F', 'new'],
    ['11:. 12:F', 'new'],
    ['12:F', 'new'],
    ['11:F 12:F', 'still-failing'],
    ['11:E 12:F', 'still-failing'],
    ['11:F 12:P', 'fixed'],
    ['11:P 12:P', null],
    ['11:F 12:S', null],
    ['11:F 12:.', null],
    ['12:P', null],
    // Several runs in one report: one that fails is a failure.
    ['11:P 12:PF', 'new'],
    ['11:FP 12:PP', 'fixed'],
    // It turned twice over the reports looked at.
    ['10:P 11:F 12:P', 'flaky'],
    ['10:F 11:P 12:F', 'flaky'],
    ['9:F 10:P 11:S 12:F', 'flaky'],
    ['9:P 10:F 11:F 12:P', 'flaky'],
    // It came and went a while ago, and has been quiet since.
    ['9:P 10:F 11:P 12:P', null],
    // Older than what is looked at.
    ['7:F 8:P 9:P 10:P 11:P 12:F', 'new'],
    // The copy was checked again with the same release.
    ['11:P 12:F 12:P', 'flaky'],
    ['11:P 12:P 12:F', 'flaky'],
    ['11:P 12:F 12:F', 'new'],
    ['11:F 12:F 12:F', 'still-failing'],
    ['12:F 12:F', 'still-failing'],
    ['11:F 12:P 12:P', 'fixed'],
    ['12:F 12:S', null],
  ])('%s is %s', (text, word) => expect(wordOf(text)).toBe(word))

  it('is held against the newest report of another release', () => {
    const since = (text: string) => {
      const [now, ...earlier] = history(text)
      return compareReports(now, earlier).since
    }
    expect(since('10:P 11:P 12:P')).toBe('11')
    expect(since('11:P 12:P 12:F')).toBe('11')
    expect(since('12:P 12:F')).toBe('12')
    expect(since('12:F')).toBeNull()
  })
})

describe('a comparison', () => {
  const many = (size: number, failing: (index: number) => boolean): ComparedReport['cases'] =>
    Array.from({ length: size }, (_, index) => ({
      suite: `suite ${Math.floor(index / 100)}`,
      name: `case ${index}`,
      outcome: failing(index) ? ('failed' as const) : ('passed' as const),
    }))

  it('counts all and lists the first of each word, in the order of the report', () => {
    const { counts, cases } = compareReports({ release: '12', cases: many(1_000, (index) => index >= 500) }, [
      { release: '11', cases: many(1_000, (index) => index < 20) },
    ])
    expect(counts).toEqual({ new: 500, 'still-failing': 0, fixed: 20, flaky: 0 })
    expect(cases.new).toHaveLength(listedCases)
    expect(cases.new[0]).toEqual({ suite: 'suite 5', name: 'case 500' })
    expect(cases.fixed).toHaveLength(20)
  })

  it('tells cases of one name in two suites apart, whatever their names hold', () => {
    const named = (suite: string, name: string, outcome: Outcome) => ({ suite, name, outcome })
    const { cases } = compareReports(
      { release: '12', cases: [named('a', 'b', 'failed'), named('', 'a\u0000b', 'passed')] },
      [{ release: '11', cases: [named('a\u0000b', '', 'failed'), named('', 'a\u0000b', 'failed')] }],
    )
    expect(cases.new).toEqual([{ suite: 'a', name: 'b' }])
    expect(cases.fixed).toEqual([{ suite: '', name: 'a\u0000b' }])
  })

  it('of five reports of 21,000 cases takes no longer than a few readings of them', () => {
    const reports = [12, 11, 10, 9, 8].map((release) => ({
      release: `${release}`,
      cases: [...many(21_000, (index) => index % 1_000 === release)],
    }))
    const [now, ...earlier] = reports
    if (!now) throw new Error('no report')
    const reading = fastest(() => reports.map(({ cases }) => JSON.parse(JSON.stringify(cases))))
    const comparing = fastest(() => compareReports(now, earlier))
    expect(comparing / reading).toBeLessThan(1.5)
  })
})

/** Milliseconds of the quickest of three runs: machines are noisy. */
function fastest(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const from = performance.now()
    work()
    return performance.now() - from
  })
  return Math.min(...times)
}
