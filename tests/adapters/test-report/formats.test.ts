import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { accepted, inPieces, read } from './reading.ts'

const folder = new URL('../../fixtures/report-formats/', import.meta.url)
const file = (name: string) => readFileSync(new URL(name, folder))
type Expected = Record<string, { problems: string[]; broken: number } & Record<string, number | string[]>>
const expected: Expected = JSON.parse(file('expected.json').toString())
const names = Object.keys(expected)
const wide = (bytes: Buffer) =>
  Buffer.from(
    `\ufeff${bytes
      .toString()
      .replace(/^\ufeff/, '')
      .replace('encoding="utf-8"', 'encoding="utf-16"')}`,
    'utf16le',
  )

describe.each(names)('%s', (name) => {
  it('counts what it must, in every encoding, packed and in pieces of any size', async () => {
    const bytes = file(name)
    const { problems, broken, ...totals } = expected[name]!
    const whole = await accepted(bytes)
    expect(whole.summary.totals).toEqual(totals)
    expect(whole.summary.problems.map(({ kind }) => kind)).toEqual(problems)
    expect(whole.summary.suiteErrors).toHaveLength(broken)
    for (const form of [gzipSync(bytes), wide(bytes), inPieces(bytes, 1), inPieces(bytes, 7), inPieces(bytes, 1_000)]) {
      const other = await accepted(form)
      expect(other.summary).toEqual(whole.summary)
      expect(other.cases).toEqual(whole.cases)
    }
  })

  it('is no proof wherever it is cut off', async () => {
    const bytes = file(name)
    for (let length = 0; length < bytes.toString().trimEnd().length; length += 1) {
      const { result } = await read(bytes.subarray(0, length))
      const proof = result.ok && result.value.problems.length === 0 && result.value.suiteErrors.length === 0
      const passed = result.ok ? result.value.totals.passed : 0
      // The comments behind a TAP plan say nothing that its points do not.
      const same = result.ok && JSON.stringify(result.value) === JSON.stringify((await accepted(bytes)).summary)
      if (!same) expect(proof && passed > 0, `cut after ${length} bytes`).toBe(false)
    }
  }, 120_000)
})

it('tells suites, names, messages and times as a specialist looks for them', async () => {
  const shown = async (name: string) =>
    (await accepted(file(name))).cases.map(
      ({ suite, name, outcome, message, milliseconds }) =>
        `${suite} | ${name} | ${outcome} | ${message} | ${milliseconds}`,
    )
  expect(await shown('trx/vstest-17.trx')).toEqual([
    'Grades.Tests.RoundingTests | RoundsHalfUp | passed |  | 15',
    'Grades.Tests.RoundingTests | RoundsNegative | failed | Assert.AreEqual failed. Expected:<-2>. Actual:<-1>. | 1250',
    'Grades.Tests.ExportTests | WritesPdf | skipped | Needs a printer | null',
    'Grades.Tests.ScaleTests | Maps(letter: "A.1") | errored | Timeout | 60000',
    'Grades.Tests.SumTests | Adds (Data Row 0) | passed |  | 1',
    'Grades.Tests.SumTests | Adds (Data Row 1) | passed |  | 1',
  ])
  expect(await shown('nunit/nunit-console-2.6.xml')).toEqual([
    'Grades.Tests.RoundingTests | RoundsHalfUp | passed |  | 12',
    'Grades.Tests.RoundingTests | RoundsOdd(1.5) | passed |  | 1',
    'Grades.Tests.RoundingTests | RoundsNegative | failed | Expected: -2 | 5',
    'Grades.Tests.RoundingTests | Throws | errored | System.DivideByZeroException : Attempted to divide by zero. | 4',
    'Grades.Tests.RoundingTests | Later | skipped | not now | null',
    'Grades.Tests.RoundingTests | Private | errored | Method is not public | null',
    'Grades.Tests.RoundingTests | Unsure | skipped | Inconclusive | 1',
  ])
  expect(await shown('nunit/nunit3-console-3.17.xml')).toEqual([
    'Grades.Tests.RoundingTests | RoundsHalfUp | passed |  | 12',
    'Grades.Tests.RoundingTests | RoundsNegative | failed | Expected: -2 | 4',
    'Grades.Tests.RoundingTests | Throws | errored | System.DivideByZeroException : Attempted to divide by zero. | 1',
    'Grades.Tests.RoundingTests | Later | skipped | not now | 0',
    'Grades.Tests.RoundingTests | Unsure | skipped | Inconclusive | 1',
    'Grades.Tests.RoundingTests | Warns | errored | slow | 1',
  ])
  expect(await shown('xunit-net/console-2.9.xml')).toEqual([
    'Grades.Tests.RoundingTests | RoundsHalfUp | passed |  | 12',
    'Grades.Tests.RoundingTests | Maps(letter: "A") | passed |  | 1',
    'Grades.Tests.RoundingTests | RoundsNegative | failed | Assert.Equal() Failure | 5',
    'Grades.Tests.RoundingTests | Later | skipped | not now | 0',
  ])
  expect(await shown('boost/log-1.83.xml')).toEqual([
    'grades/rounding | half_up | passed |  | 2',
    'grades/rounding | negative | failed | check -2 == -1 has failed | 1',
    'grades/rounding | throws | errored | std::runtime_error: no scale | 0',
    'grades/rounding | later | skipped | disabled | null',
    'grades/rounding | warns | passed |  | 0',
  ])
  expect(await shown('tap/node-test-20.tap')).toEqual([
    'rounding | half up | passed |  | 1',
    'rounding | negative | failed | Expected values to be strictly equal: | 4',
    'rounding | later | skipped | not now | 0',
    ' | adds | passed |  | 0',
  ])
})

describe('what contradicts itself', () => {
  const changed = (name: string, from: string | RegExp, to: string) => {
    const text = file(name).toString()
    expect(text).toMatch(from)
    return text.replace(from, to)
  }
  it.each([
    ['TRX: more failed than there are', changed('trx/vstest-17.trx', 'failed="1"', 'failed="2"'), 'declared-failures'],
    [
      'TRX: more tests than there are',
      changed('trx/vstest-17.trx', 'total="7" executed="6"', 'total="9" executed="8"'),
      'declared-more',
    ],
    [
      'TRX: defined and not run',
      changed('trx/vstest-17.trx', '</TestDefinitions>', '<UnitTest id="t6"/><UnitTest id="t7"/></TestDefinitions>'),
      'declared-more',
    ],
    [
      'TRX: not executed, and said to have passed',
      changed('trx/vstest-17.trx', 'executed="6"', 'executed="4"'),
      'declared-skipped',
    ],
    [
      'TRX: a run that failed and no test that did',
      changed('trx/vstest-17.trx', /outcome="(Failed|Timeout)" testListId/g, 'outcome="Passed" testListId')
        .replace('failed="1"', 'failed="0"')
        .replace('timeout="1"', 'timeout="0"'),
      'declared-failures',
    ],
    [
      'TRX: an outcome that nobody knows',
      changed('trx/vstest-17.trx', 'outcome="Passed"', 'outcome="Fine"'),
      'unknown-outcome',
    ],
    [
      'TRX: a run that ended oddly',
      changed('trx/vstest-17.trx', 'ResultSummary outcome="Failed"', 'ResultSummary outcome="Odd"'),
      'unknown-outcome',
    ],
    [
      'NUnit 2: more errors than there are',
      changed('nunit/nunit-console-2.6.xml', 'errors="1"', 'errors="5"'),
      'declared-failures',
    ],
    [
      'NUnit 2: more tests than there are',
      changed('nunit/nunit-console-2.6.xml', 'total="5"', 'total="15"'),
      'declared-more',
    ],
    [
      'NUnit 2: more ignored than there are',
      changed('nunit/nunit-console-2.6.xml', 'ignored="1"', 'ignored="3"'),
      'declared-skipped',
    ],
    [
      'NUnit 2: a result that nobody knows',
      changed('nunit/nunit-console-2.6.xml', 'result="Success"', 'result="Splendid"'),
      'unknown-outcome',
    ],
    [
      'NUnit 3: more failed than there are',
      changed('nunit/nunit3-console-3.17.xml', 'failed="2"', 'failed="4"'),
      'declared-failures',
    ],
    [
      'NUnit 3: more tests than there are',
      changed('nunit/nunit3-console-3.17.xml', 'total="6"', 'total="7"'),
      'declared-more',
    ],
    [
      'NUnit 3: a label that nobody knows',
      changed('nunit/nunit3-console-3.17.xml', 'result="Passed"', 'result="Passed" label="Hidden"'),
      'unknown-outcome',
    ],
    ['NUnit 3: no result', changed('nunit/nunit3-console-3.17.xml', 'result="Passed"', ''), 'unknown-outcome'],
    [
      'xUnit.net: more failed than there are',
      changed('xunit-net/console-2.9.xml', 'failed="1"', 'failed="3"'),
      'declared-failures',
    ],
    [
      'xUnit.net: an error that is nowhere',
      changed('xunit-net/console-2.9.xml', 'errors="1"', 'errors="2"'),
      'declared-failures',
    ],
    [
      'xUnit.net: a result that nobody knows',
      changed('xunit-net/console-2.9.xml', 'result="Pass"', 'result="Probably"'),
      'unknown-outcome',
    ],
    [
      'Boost: a case that is missing',
      changed('boost/result-1.83.xml', 'test_cases_passed="1"', 'test_cases_passed="9"'),
      'declared-more',
    ],
    [
      'Boost: an entry that nobody knows',
      changed(
        'boost/log-1.83.xml',
        '<Info file="rounding.cpp" line="13">',
        '<Info file="rounding.cpp" line="13"></Info><Panic/><Info>',
      ),
      'unknown-outcome',
    ],
    [
      'Boost: a result that nobody knows',
      changed('boost/result-1.83.xml', 'result="passed"', 'result="fine"'),
      'unknown-outcome',
    ],
  ])('%s', async (_, body, kind) => {
    expect((await accepted(body)).summary.problems.map((problem) => problem.kind)).toContain(kind)
  })

  it.each([
    [
      'NUnit 3: an assertion that failed in a test that passed',
      changed(
        'nunit/nunit3-console-3.17.xml',
        'asserts="1" />',
        'asserts="1"><assertions><assertion result="Failed"/></assertions></test-case>',
      ),
    ],
    [
      'NUnit 3: a failure in a test that passed',
      changed('nunit/nunit3-console-3.17.xml', 'asserts="1" />', 'asserts="1"><failure/></test-case>'),
    ],
    [
      'NUnit 2: a failure in a test that passed',
      changed('nunit/nunit-console-2.6.xml', 'asserts="1" />', 'asserts="1"><failure/></test-case>'),
    ],
    [
      'NUnit 2: not executed, and a success',
      changed('nunit/nunit-console-2.6.xml', 'executed="True" result="Success"', 'executed="False" result="Success"'),
    ],
    [
      'NUnit 2: no result and no success',
      changed('nunit/nunit-console-2.6.xml', 'result="Success" success="True"', 'success="False"'),
    ],
    [
      'xUnit.net: a failure in a test that passed',
      changed('xunit-net/console-2.9.xml', '<traits>', '<failure/><traits>'),
    ],
    [
      'Boost: assertions failed in a case that passed',
      changed('boost/result-1.83.xml', 'assertions_failed="0"', 'assertions_failed="1"'),
    ],
  ])('%s: the worse counts', async (_, body) => {
    const before = (await accepted(body)).summary.totals
    expect(before.passed).toBeLessThan(3)
    expect(before.passed).toBe({ 7: 1, 6: 0, 4: 1, 5: 1 }[before.tests])
  })

  it('a suite that broke in its own set-up, and a run that broke outside of all tests', async () => {
    const setUp = changed(
      'nunit/nunit3-console-3.17.xml',
      'site="Child" total="6" passed="1" failed="2" warnings="1" inconclusive="1" skipped="1" asserts="4">\n    <failure>',
      'site="SetUp" total="6"><failure>',
    )
    expect((await accepted(setUp)).summary.suiteErrors).toHaveLength(1)
    const run = changed(
      'trx/vstest-17.trx',
      '<Output><StdOut>done',
      '<RunInfos><RunInfo outcome="Error"><Text>Host crashed\nat 0x1</Text></RunInfo></RunInfos><Output><StdOut>done',
    )
    expect((await accepted(run)).summary.suiteErrors).toMatchObject([{ message: 'Host crashed' }])
    const beside = changed(
      'boost/log-1.83.xml',
      '<TestCase name="half_up"',
      '<FatalError file="x" line="1">no fixture</FatalError><TestCase name="half_up"',
    )
    expect((await accepted(beside)).summary.suiteErrors).toMatchObject([{ message: 'no fixture' }])
  })
})
