import { describe, expect, it } from 'vitest'
import { passGate } from '../../../src/domain/releases/gate.ts'
import type { ReportSummary } from '../../../src/domain/reports/health-report.ts'
import { summaryOf, totalsOf } from '../../support/samples.ts'

const rules = { minTests: 21_000, requiredSuites: [] }
const shortfallsOf = (report: ReportSummary, requiredSuites: string[] = []) => {
  const judged = passGate(report, { ...rules, requiredSuites })
  return judged.ok ? [] : judged.refusal.shortfalls
}

describe('the release gate', () => {
  it.each([
    [21_002, 0],
    [21_001, 0],
    [21_000, 1],
    [20_999, 2],
    [0, 21_001],
  ])('with %i passed misses %i', (passed, missing) => {
    const expected = missing === 0 ? [] : [{ rule: 'too-few-passed', passed, needed: 21_000, missing }]
    expect(shortfallsOf(summaryOf({ passed }))).toEqual(expected)
  })

  it('does not count skipped tests', () => {
    expect(shortfallsOf(summaryOf({ passed: 21_000, skipped: 5_000 }))).toMatchObject([{ missing: 1 }])
  })

  it.each([
    [
      { passed: 30_000, failed: 1 },
      { rule: 'failures', failed: 1, errored: 0 },
    ],
    [
      { passed: 30_000, errored: 1 },
      { rule: 'failures', failed: 0, errored: 1 },
    ],
    [
      { passed: 30_000, failed: 2, errored: 3 },
      { rule: 'failures', failed: 2, errored: 3 },
    ],
  ])('refuses %j', (totals, shortfall) => {
    expect(shortfallsOf(summaryOf(totals))).toEqual([shortfall])
  })

  it('refuses a suite that broke as a whole', () => {
    const suiteErrors = ['login', 'grades'].map((suite) => ({ suite, message: 'no database', output: '' }))
    expect(shortfallsOf(summaryOf({ passed: 30_000 }, { suiteErrors }))).toEqual([
      { rule: 'suite-errors', count: 2, first: 'login' },
    ])
  })

  it('wants every required suite, with a test that passed', () => {
    const suites = [
      { suite: 'grades', ...totalsOf({ passed: 30_000 }) },
      { suite: 'login', ...totalsOf({ skipped: 12 }) },
    ]
    const report = summaryOf({ passed: 30_000, skipped: 12 }, { suites })
    expect(shortfallsOf(report, ['grades'])).toEqual([])
    expect(shortfallsOf(report, ['grades', 'login', 'forum'])).toEqual([
      { rule: 'missing-suites', suites: ['login', 'forum'] },
    ])
  })

  it('says everything that fell short at once, with what was counted', () => {
    const judged = passGate(
      summaryOf({ passed: 1, failed: 2 }, { suiteErrors: [{ suite: 'x', message: '', output: '' }] }),
      { ...rules, requiredSuites: ['forum'] },
    )
    expect(judged).toMatchObject({ ok: false, refusal: { totals: { tests: 3, passed: 1, failed: 2 } } })
    expect(judged.ok || judged.refusal.shortfalls.map(({ rule }) => rule)).toEqual([
      'too-few-passed',
      'failures',
      'suite-errors',
      'missing-suites',
    ])
  })
})
