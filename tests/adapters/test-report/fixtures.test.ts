import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { TestCase, Totals } from '../../../src/domain/reports/health-report.ts'
import { accepted, fixture, inPieces, refusalOf, reports } from './reading.ts'

const big = 100_000
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')

const forms: [form: string, (text: Buffer) => Buffer][] = [
  ['as it is', (bytes) => bytes],
  ['gzipped', (bytes) => gzipSync(bytes)],
  ['with a byte order mark', (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])],
  ['in UTF-16 LE', (bytes) => utf16(bytes.toString())],
  ['in UTF-16 BE', (bytes) => utf16(bytes.toString()).swap16()],
  ['in UTF-16 without a mark', (bytes) => Buffer.from(bytes.toString(), 'utf16le')],
  ['in UTF-16 and gzipped', (bytes) => gzipSync(utf16(bytes.toString()))],
  ['after blank lines', (bytes) => Buffer.concat([Buffer.from('\n \n'), bytes])],
]

const statusOf = { passed: 'passed', failed: 'failed', errored: 'failed', skipped: 'skipped' } as const

/** CTRF has no errors, only failures, and three words for what was not run. */
const ctrfOf = (cases: readonly TestCase[]): string => {
  const tests = cases.map((testCase, index) => ({
    name: testCase.name,
    suite: index % 2 === 0 ? testCase.suite : [testCase.suite],
    status: testCase.outcome === 'skipped' ? ['skipped', 'pending', 'other'][index % 3] : statusOf[testCase.outcome],
    duration: testCase.milliseconds ?? 0,
    message: testCase.message,
    trace: testCase.output,
  }))
  const results = { tool: { name: 'any' }, summary: { tests: cases.length }, tests }
  return JSON.stringify({ reportFormat: 'CTRF', specVersion: '0.0.0', results })
}

describe.each(reports)('%s', (name, totals) => {
  it.each(forms)('counts what it must %s', async (_, form) => {
    const { cases, summary } = await accepted(form(fixture(name)))
    expect(summary.totals).toEqual(totals)
    expect(cases).toHaveLength(totals.tests)
  })

  it('counts the same whatever the pieces it comes in', async () => {
    const bytes = fixture(name)
    const whole = await accepted(bytes)
    for (const size of bytes.length > big ? [4_099, 10_000_000] : [1, 7, 1_000]) {
      const other = await accepted(inPieces(bytes, size))
      expect(other.summary).toEqual(whole.summary)
      expect(other.cases).toEqual(whole.cases)
    }
  })

  it('counts the same as CTRF, plain and gzipped', async () => {
    const { cases } = await accepted(fixture(name))
    const asCtrf: Totals = { ...totals, failed: totals.failed + totals.errored, errored: 0 }
    for (const body of [Buffer.from(ctrfOf(cases)), gzipSync(ctrfOf(cases)), utf16(ctrfOf(cases))]) {
      const { summary } = await accepted(body)
      expect(summary.totals).toEqual(asCtrf)
      expect(summary.declaredTests).toBe(totals.tests)
    }
  })

  it('has suites that add up to its totals', async () => {
    const { suites } = (await accepted(fixture(name))).summary
    for (const key of ['tests', 'passed', 'failed', 'errored', 'skipped'] as const) {
      expect(suites.reduce((sum, suite) => sum + suite[key], 0)).toBe(totals[key])
    }
    expect(new Set(suites.map(({ suite }) => suite)).size).toBe(suites.length)
  })
})

describe('what the fixtures say of themselves', () => {
  it.each([
    ['junit-nested-suites.xml', 186],
    ['junit-bad-duration.xml', 1],
    ['jest-suite-errors.xml', 0],
    ['pytest-small.xml', 15],
    ['phpunit-phpcheckstyle.xml', 30],
    ['surefire-pulsar.xml', 808],
    ['phpunit-empty.xml', null],
    ['junit-huge.xml', null],
  ])('%s declares %s', async (name, declared) => {
    expect((await accepted(fixture(name))).summary.declaredTests).toBe(declared)
  })

  it('keeps the error that a suite has outside its cases', async () => {
    const { summary } = await accepted(fixture('junit-nested-suites.xml'))
    expect(summary.suiteErrors).toEqual([
      {
        suite: 'test.3rdlevel',
        message: 'bla bla',
        output: expect.stringMatching(/^java\.lang\.IllegalStateException: bla bla\n\s+at test\.Test\(Test:35\)$/),
      },
    ])
    expect((await accepted(fixture('jest-suite-errors.xml'))).summary.suiteErrors).toEqual([])
  })

  it('gives the failures their messages', async () => {
    const messages = async (name: string) =>
      (await accepted(fixture(name))).cases
        .filter(({ outcome }) => outcome === 'failed' || outcome === 'errored')
        .map(({ message }) => message)
    expect(await messages('surefire-pulsar.xml')).toEqual(['expected [1.2.1] but found [1.2.0]'])
    expect(await messages('junit4-complete.xml')).toEqual(['Expected value did not match.', 'Division by zero.'])
    expect(await messages('pytest-small.xml')).toEqual(['assert False', 'Exception: error'])
    expect(await messages('java-empty-failures.xml')).toEqual(['AssertionError: True is not false'])
    expect(await messages('jest-3k.xml')).toEqual([
      'Error: abort: empty revision range',
      'Error: expect(received).toMatch(expected)',
    ])
    expect(await messages('phpunit-phpcheckstyle.xml')).toEqual(['We expect 20 warnings', 'We expect 1 error'])
  })

  it('has no duration where the report has none that can be true', async () => {
    const { cases } = await accepted(fixture('junit-bad-duration.xml'))
    expect(cases.map(({ milliseconds }) => milliseconds)).toEqual([null, 100_000])
  })
})

describe.each(['hostile-xxe.xml', 'hostile-xxe-oob.xml'])('%s', (name) => {
  it.each(forms)('is refused %s', async (_, form) => {
    expect(await refusalOf(form(fixture(name)))).toMatchObject({ code: 'hostile' })
  })
})
