import { describe, expect, it } from 'vitest'
import { findingsOf, massFailure, type Proof } from '../../../src/domain/findings/finding.ts'
import type { ReportSummary, TestCase } from '../../../src/domain/reports/health-report.ts'
import { summaryOf } from '../../support/samples.ts'

const first: Proof = { lastExecuted: null, minTests: 1_000 }
const ranBefore = (lastExecuted: number): Proof => ({ lastExecuted, minTests: 1_000 })
const failing = (count: number): TestCase[] =>
  Array.from({ length: count }, (_, index) => ({
    suite: 'grades',
    name: `case ${index + 1}`,
    outcome: index % 2 === 0 ? 'failed' : 'errored',
    message: 'expected 1 to be 2',
    output: 'a stack',
    milliseconds: 1,
  }))
const fingerprint = ({ name }: Pick<TestCase, 'name'>): string => `fingerprint of ${name}`
const found = (report: ReportSummary, failures: readonly TestCase[] = [], proof: Proof = ranBefore(1_000)) =>
  findingsOf(report, failures, proof, fingerprint)
const kinds = (...all: Parameters<typeof found>) => found(...all).map(({ kind }) => kind)

const more = {
  kind: 'declared-more',
  excess: 430,
  heads: 1,
  first: { suite: '', declared: 500, counted: 70 },
} as const

describe('the findings of a report', () => {
  it('are none when everything passed and enough ran', () => {
    expect(kinds(summaryOf({ passed: 1_000, skipped: 20 }))).toEqual([])
    expect(kinds(summaryOf({ passed: 1_000 }), [], first)).toEqual([])
  })

  it('are every failure and error, with what it said', () => {
    const failures = failing(2)
    expect(found(summaryOf({ passed: 1_000, failed: 1, errored: 1 }), failures)).toEqual(
      failures.map(({ suite, name, message, output }) => ({
        kind: 'case',
        suite,
        name,
        message,
        output,
        fingerprint: `fingerprint of ${name}`,
        // What it was in earlier reports is told later, by the comparison.
        compared: null,
      })),
    )
  })

  it.each([
    [massFailure, 'case'],
    [massFailure + 1, 'mass'],
    [5_000, 'mass'],
  ])('%i failures are told as %s', (count, kind) => {
    const told = found(summaryOf({ passed: 1_000, failed: count }), failing(Math.min(count, massFailure + 1)))
    expect(told).toHaveLength(kind === 'mass' ? 1 : count)
    expect(new Set(told.map((one) => one.kind))).toEqual(new Set([kind]))
  })

  it('of a mass failure say how many there were and which came first', () => {
    const [mass] = found(summaryOf({ passed: 949, failed: 51 }), failing(51))
    expect(mass?.message).toBe('51 of 1000 tests failed, first: case 1, case 2, case 3, case 4, case 5')
  })

  it('of more suites that broke than anybody would look at are one, which says so', () => {
    const errors = Array.from({ length: massFailure + 1 }, (_, n) => ({ suite: `s${n}`, message: 'm', output: '' }))
    const all = found(summaryOf({ passed: 1_000 }, { suiteErrors: errors }), [])
    expect(all.map(({ kind, message }) => [kind, message])).toEqual([
      ['suite-error', '51 errors of suites, or more; first: s0: m; s1: m; s2: m; s3: m; s4: m'],
    ])
    expect(kinds(summaryOf({ passed: 1_000 }, { suiteErrors: errors.slice(1) }), [])).toHaveLength(massFailure)
  })

  it('never lose a failure that was counted', () => {
    expect(kinds(summaryOf({ passed: 1_000, failed: 3 }), failing(2))).toEqual(['mass'])
    expect(kinds(summaryOf({ passed: 1_000, errored: 1 }), [])).toEqual(['mass'])
  })

  it.each<[string, ReportSummary, Proof, string[]]>([
    ['no tests', summaryOf({}), first, ['no-tests']],
    ['no tests after some', summaryOf({}), ranBefore(4_000), ['no-tests']],
    ['nothing but skipped tests', summaryOf({ skipped: 4_000 }), ranBefore(4_000), ['no-tests']],
    ['nothing but skipped tests after nothing', summaryOf({ skipped: 9 }), ranBefore(0), ['no-tests']],
    [
      'a suite that broke',
      summaryOf({ passed: 1_000 }, { suiteErrors: [{ suite: 'login', message: 'no database', output: '' }] }),
      ranBefore(1_000),
      ['suite-error'],
    ],
    [
      'a report that contradicts itself',
      summaryOf({ passed: 1_000 }, { problems: [more] }),
      ranBefore(1_000),
      ['declared-more'],
    ],
    ['90 % of the last', summaryOf({ passed: 900 }), ranBefore(1_000), []],
    ['just less than 90 % of the last', summaryOf({ passed: 899 }), ranBefore(1_000), ['fewer-than-before']],
    ['skipped ones made up for', summaryOf({ passed: 899, skipped: 500 }), ranBefore(1_000), ['fewer-than-before']],
    ['failures count as run', summaryOf({ passed: 899, failed: 1 }), ranBefore(1_000), ['case']],
    ['a first one that is large enough', summaryOf({ passed: 1_000 }), first, []],
    ['a first one that is too small', summaryOf({ passed: 999 }), first, ['fewer-than-minimum']],
    ['a small client’s second', summaryOf({ passed: 200 }), ranBefore(200), []],
  ])('of %s', (_, report, proof, expected) => {
    expect(kinds(report, failing(report.totals.failed), proof)).toEqual(expected)
  })

  it('say every no-proof at once', () => {
    const report = summaryOf(
      { passed: 10, failed: 60 },
      { problems: [more], suiteErrors: [{ suite: 'x', message: 'm', output: '' }] },
    )
    expect(kinds(report, failing(51))).toEqual(['mass', 'suite-error', 'declared-more', 'fewer-than-before'])
  })
})
