import { describe, expect, it } from 'vitest'
import { readTestReport } from '../../../src/adapters/test-report/read-test-report.ts'
import { shortcomingsOf } from '../../../src/domain/reports/report-problem.ts'
import { accepted, inPieces, refusalOf } from './reading.ts'

const read = async (body: string) => {
  const { cases, summary } = await accepted(body)
  return { cases, summary, short: shortcomingsOf(summary).map(({ kind }) => kind) }
}
const log = (inside: string) =>
  `<TestLog><TestSuite name="master"><TestSuite name="s">${inside}</TestSuite></TestSuite></TestLog>`
const ran = '<TestingTime>1500</TestingTime>'
const logged = (inside: string, attributes = '') => `<TestCase name="a" ${attributes}>${inside}</TestCase>`
const passed = logged(ran)

describe('what a log proves', () => {
  it.each([
    ['it came to its end', ran, 'passed'],
    ['its checks passed', `<Info file="f" line="1"><![CDATA[check passed]]></Info>${ran}`, 'passed'],
    // Boost counts it as passed_with_warnings.
    ['a warning', `<Warning file="f" line="1">slow</Warning>${ran}`, 'passed'],
    ['a message', `<Message>Test case a did not check any assertions</Message>${ran}`, 'passed'],
    ['an error', `<Error file="f" line="1">check failed</Error>${ran}`, 'failed'],
    ['a fatal error', `<FatalError file="f" line="1">check failed</FatalError>${ran}`, 'errored'],
    [
      'an exception',
      `<Exception file="f" line="1">boom<LastCheckpoint>here</LastCheckpoint></Exception>${ran}`,
      'errored',
    ],
    ['an end before its time', `<Message>Test is aborted</Message>${ran}`, 'errored'],
    ['the worst of all', `<Exception>boom</Exception><Error>check</Error>${ran}`, 'errored'],
  ])('%s', async (_, inside, outcome) => {
    const { cases, summary } = await read(log(logged(inside)))
    expect(cases.map((one) => one.outcome)).toEqual([outcome])
    expect(summary.problems).toEqual([])
  })

  it.each([
    ['skipped="yes" reason="precondition failed"', '', 'skipped', 'precondition failed'],
    ['skipped="no"', ran, 'passed', ''],
  ])('%s', async (attributes, inside, outcome, message) => {
    const { cases } = await read(log(logged(inside, attributes)))
    expect(cases).toMatchObject([{ outcome, message }])
  })

  it.each([
    ['no TestingTime', ''],
    ['<Panic>', `<Panic/>${ran}`],
  ])('%s is no proof', async (word, inside) => {
    const { cases, summary } = await read(log(logged(inside)))
    expect(cases[0]?.outcome).toBe('skipped')
    expect(summary.problems).toMatchObject([{ kind: 'unknown-outcome', words: [{ word }] }])
  })

  it('tells where, and for how long', async () => {
    const { cases } = await read(
      log(
        logged(`<Error file="a.cpp" line="12"><![CDATA[ check a == b has failed ]]></Error><Error>two</Error>${ran}`),
      ),
    )
    expect(cases).toMatchObject([
      {
        suite: 'master/s',
        name: 'a',
        message: 'check a == b has failed',
        output: 'a.cpp:12\ncheck a == b has failed\n\ntwo',
        milliseconds: 2,
      },
    ])
  })

  it('a run inside a case is counted, and the case too', async () => {
    const nested = logged(
      `<TestSuite name="inner"><TestCase name="b"><Error>no</Error>${ran}</TestCase></TestSuite><Error>one failed</Error>${ran}`,
    )
    const { cases, summary } = await read(log(nested + passed))
    expect(cases.map(({ suite, name, outcome }) => [suite, name, outcome])).toEqual([
      ['master/s/a/inner', 'b', 'failed'],
      ['master/s', 'a', 'failed'],
      ['master/s', 'a', 'passed'],
    ])
    expect(summary).toMatchObject({ suiteErrors: [], problems: [] })
  })
})

describe('what went wrong outside of the cases', () => {
  it.each([
    ['in a fixture', log(`<Exception>no database</Exception>${passed}`), 'no database'],
    [
      'at a log level that shows errors alone',
      '<TestLog><Error file="f" line="1">check failed</Error></TestLog>',
      'check failed',
    ],
    [
      'an end before its time, of all that is around it, once',
      '<TestLog><TestSuite name="m"><TestSuite name="s"><TestCase name="a"><TestingTime>1</TestingTime></TestCase><Message>Test is aborted</Message></TestSuite><Message>Test is aborted</Message></TestSuite></TestLog>',
      'Test is aborted',
    ],
    [
      'a suite that was late',
      '<TestResult><TestSuite name="m" result="timed-out"><TestCase name="a" result="passed"/></TestSuite></TestResult>',
      'The suite timed out.',
    ],
  ])('%s', async (_, body, message) => {
    const { summary } = await read(body)
    expect(summary.suiteErrors).toMatchObject([{ message }])
  })

  it('a log that shows neither cases nor errors proves nothing', async () => {
    expect((await read('<TestLog></TestLog>')).short).toEqual(['no-tests'])
    expect((await read('<TestLog><TestSuite name="s" skipped="yes" reason="r"/></TestLog>')).short).toEqual([
      'no-tests',
    ])
    expect((await read(`<TestLog><BuildInfo platform="linux"/><Panic/>${passed}</TestLog>`)).short).toEqual([
      'unknown-outcome',
    ])
  })
})

describe('what a result report proves', () => {
  const report = (attributes: string, inside: string) =>
    `<TestResult><TestSuite name="m" ${attributes}>${inside}</TestSuite></TestResult>`
  const result = (attributes: string) => `<TestCase name="a" ${attributes}></TestCase>`
  it.each([
    ['result="passed" assertions_failed="0" expected_failures="0"', 'passed'],
    ['result="passed" assertions_failed="2" expected_failures="2"', 'passed'],
    ['result="passed" assertions_failed="3" expected_failures="2"', 'failed'],
    ['result="passed" warnings_failed="1"', 'passed'],
    ['result="failed"', 'failed'],
    ['result="aborted"', 'errored'],
    ['result="timed-out"', 'errored'],
    ['result="skipped"', 'skipped'],
  ])('%s: %s', async (attributes, outcome) => {
    const { cases, summary } = await read(report('', result(attributes)))
    expect(cases[0]?.outcome).toBe(outcome)
    expect(summary.problems).toEqual([])
  })

  it.each(['', 'result="fine"'])('%s is understood by nobody', async (attributes) => {
    const { cases, short } = await read(report('', result(attributes)))
    expect(cases[0]?.outcome).toBe('skipped')
    expect(short).toContain('unknown-outcome')
  })

  it.each([
    ['result="passed" test_cases_passed="1" test_cases_failed="0"', []],
    // A case that was aborted is among those that failed.
    ['test_cases_passed="1" test_cases_failed="0" test_cases_aborted="0"', []],
    // What is switched off is counted and not listed.
    ['test_cases_passed="1" test_cases_skipped="7"', []],
    ['test_cases_passed="2"', ['declared-more']],
    ['test_cases_passed="1" test_cases_passed_with_warnings="1"', ['declared-more']],
    ['test_cases_failed="1"', ['declared-failures']],
    ['test_cases_failed="some"', ['unknown-outcome']],
    ['test_cases_aborted="1"', ['declared-failures']],
    ['test_cases_timed_out="1"', ['declared-failures']],
    ['result="failed"', ['declared-failures']],
    ['result="aborted"', ['declared-failures']],
    ['result="odd"', ['unknown-outcome']],
  ])('%s, over one case that passed', async (attributes, problems) => {
    expect((await read(report(attributes, result('result="passed"')))).short).toEqual(problems)
  })

  it('one that failed and one that was aborted are two', async () => {
    const counts = 'result="failed" test_cases_passed="1" test_cases_failed="2" test_cases_aborted="1"'
    const { summary } = await read(
      report(counts, ['passed', 'failed', 'aborted'].map((word) => result(`result="${word}"`)).join('')),
    )
    expect(summary).toMatchObject({ totals: { passed: 1, failed: 1, errored: 1 }, problems: [] })
  })

  it('without its cases proves nothing', async () => {
    expect((await read(report('result="passed" test_cases_passed="9"', ''))).short).toEqual([
      'no-tests',
      'declared-more',
    ])
  })
})

describe('a log and a result report of one run', () => {
  const result = '<TestResult><TestSuite name="m"><TestCase name="a" result="passed"/></TestSuite></TestResult>'
  it('are refused behind one another, with what to do', async () => {
    expect(await refusalOf(log(passed) + result)).toEqual({
      code: 'malformed',
      detail: expect.stringMatching(/tell the same tests twice: hand in one of them/),
    })
  })

  it('are refused as two files of one report, for each case would count twice', async () => {
    const files = [log(passed), result].map((text, at) => ({ name: `${at}.xml`, body: inPieces(text) }))
    expect(await readTestReport(files, { onCase: () => undefined })).toMatchObject({
      ok: false,
      refusal: {
        code: 'malformed',
        file: '1.xml',
        detail: expect.stringMatching(/a log and a result report of Boost\.Test/),
      },
    })
    const two = [result, result].map((text, at) => ({ name: `${at}.xml`, body: inPieces(text) }))
    expect(await readTestReport(two, { onCase: () => undefined })).toMatchObject({ ok: true })
  })
})
