import { describe, expect, it } from 'vitest'
import { shortcomingsOf } from '../../../src/domain/reports/report-problem.ts'
import { accepted, refusalOf } from './reading.ts'

const one = async (testCase: string) => {
  const { cases, summary } = await accepted(`<test-run>${testCase}</test-run>`)
  return { found: cases[0], summary }
}
const read = async (body: string) => {
  const { cases, summary } = await accepted(body)
  return { cases, summary, short: shortcomingsOf(summary).map(({ kind }) => kind) }
}
const passed = '<test-case name="a" result="Passed"/>'
const failed = '<test-case name="b" result="Failed"><failure><message>m</message></failure></test-case>'
const suite = (attributes: string, inside: string) => `<test-suite name="S" ${attributes}>${inside}</test-suite>`
const run = (inside: string, attributes = '') => `<test-run ${attributes}>${inside}</test-run>`

describe('how a case of NUnit 3 ended', () => {
  it.each([
    ['result="Passed"', 'passed'],
    ['result="Passed" runstate="Runnable"', 'passed'],
    // An explicit test runs when it is asked for.
    ['result="Passed" runstate="Explicit"', 'passed'],
    ['result="Passed" site="Test"', 'passed'],
    ['result="Failed"', 'failed'],
    ['result="Failed" label="Error"', 'errored'],
    ['result="Failed" label="Invalid" runstate="NotRunnable"', 'errored'],
    ['result="Failed" label="Cancelled"', 'errored'],
    // A label is free text.
    ['result="Failed" label="Test exceeded Timeout value 1ms."', 'failed'],
    ['result="Failed:Error(SetUp)"', 'errored'],
    ['result="Failed(Child)"', 'failed'],
    ['result="Skipped" label="Ignored" runstate="Ignored"', 'skipped'],
    ['result="Skipped:Ignored"', 'skipped'],
    ['result="Skipped" label="Explicit" runstate="Explicit"', 'skipped'],
    ['result="Skipped" label="because of the weather"', 'skipped'],
    ['result="Skipped" label="Invalid"', 'errored'],
    ['result="Inconclusive"', 'skipped'],
    ['result="Warning"', 'errored'],
    ['result="Passed" runstate="Ignored"', 'skipped'],
    ['result="Passed" runstate="NotRunnable"', 'errored'],
    ['result="Passed" label="Failed"', 'failed'],
  ])('%s: %s', async (attributes, outcome) => {
    const { found, summary } = await one(`<test-case name="a" ${attributes}/>`)
    expect(found?.outcome).toBe(outcome)
    expect(summary.problems).toEqual([])
  })

  it.each([
    ['', 'no result'],
    ['result="Splendid"', 'result="Splendid"'],
    ['result=""', 'result=""'],
    ['result="Passed" label="Sort of"', 'label="Sort of"'],
    ['result="Passed" runstate="Odd"', 'runstate="Odd"'],
    ['result="Passed" success="Turue"', 'success="Turue"'],
    ['result="Passed" executed="perhaps"', 'executed="perhaps"'],
  ])('%s is understood by nobody', async (attributes, word) => {
    const { found, summary } = await one(`<test-case name="a" ${attributes}/>`)
    expect(found?.outcome).toBe('skipped')
    expect(summary.problems).toEqual([{ kind: 'unknown-outcome', times: 1, words: [{ word, count: 1 }] }])
  })
})

describe('how a case of NUnit 2 ended', () => {
  it.each([
    ['executed="True" result="Success" success="True"', 'passed'],
    ['executed="true" success="true"', 'passed'],
    ['success="True"', 'passed'],
    ['executed="True" result="Failure" success="False"', 'failed'],
    ['executed="True" result="Error" success="False"', 'errored'],
    ['executed="True" result="Cancelled" success="False"', 'errored'],
    ['executed="True" result="Inconclusive" success="False"', 'skipped'],
    ['executed="False" result="Ignored"', 'skipped'],
    ['executed="False" result="Skipped"', 'skipped'],
    ['executed="False" result="NotRunnable"', 'errored'],
    ['executed="False"', 'skipped'],
    // The two words contradict each other.
    ['executed="True" result="Success" success="False"', 'failed'],
    ['executed="True" result="Failure" success="True"', 'failed'],
    ['executed="False" result="Success" success="True"', 'skipped'],
    ['executed="True" success="False"', 'failed'],
  ])('%s: %s', async (attributes, outcome) => {
    const { found, summary } = await one(`<test-case name="a" ${attributes}/>`)
    expect(found?.outcome).toBe(outcome)
    expect(summary.problems).toEqual([])
  })

  it('executed alone says nothing of how it ended', async () => {
    const { found, summary } = await one('<test-case name="a" executed="True"/>')
    expect(found?.outcome).toBe('skipped')
    expect(summary.problems).toMatchObject([{ words: [{ word: 'no result' }] }])
  })
})

describe('what stands in a case', () => {
  it.each([
    ['a failure', '<failure/>', 'failed'],
    ['an assertion that failed', '<assertions><assertion result="Failed"/></assertions>', 'failed'],
    ['an assertion that broke', '<assertions><assertion result="Error"/></assertions>', 'errored'],
    ['an assertion that warned', '<assertions><assertion result="Warning"/></assertions>', 'errored'],
    ['an assertion that passed', '<assertions><assertion result="Passed"/></assertions>', 'passed'],
    ['a remark on a pass', '<reason><message>so there</message></reason>', 'passed'],
    ['output', '<output>failure</output>', 'passed'],
    [
      'what is passed over',
      '<properties><property name="failure" value="x"/></properties><categories><category name="c"/></categories><attachments><attachment><filePath>f</filePath></attachment></attachments>',
      'passed',
    ],
  ])('%s', async (_, inside, outcome) => {
    const { found, summary } = await one(`<test-case name="a" result="Passed">${inside}</test-case>`)
    expect(found?.outcome).toBe(outcome)
    expect(summary.problems).toEqual([])
  })

  it.each([
    ['<faliure/>', '<faliure>'],
    ['<assertions><assertion result="Meh"/></assertions>', 'assertion result="Meh"'],
  ])('%s is understood by nobody', async (inside, word) => {
    const { found, summary } = await one(`<test-case name="a" result="Passed">${inside}</test-case>`)
    expect(found?.outcome).toBe('skipped')
    expect(summary.problems).toMatchObject([{ kind: 'unknown-outcome', words: [{ word }] }])
  })

  it('tells why, and what was shown', async () => {
    const { found } = await one(
      '<test-case name="a" result="Failed" duration="0.0125"><failure><message><![CDATA[  Expected: 1\n  But was: 2\n]]></message><stack-trace>at A</stack-trace></failure><output>out</output></test-case>',
    )
    expect(found).toMatchObject({
      message: 'Expected: 1',
      output: 'Expected: 1\n  But was: 2\n\nat A\n\nout',
      milliseconds: 13,
    })
    const skipped = await one(
      '<test-case name="a" result="Skipped" time="0,5"><reason>\n  <message>later</message>\n</reason></test-case>',
    )
    expect(skipped.found).toMatchObject({ message: 'later', output: '', milliseconds: 500 })
  })
})

describe('names', () => {
  const fixture = (inside: string) =>
    run(
      `<test-suite name="N" fullname="N"><test-suite name="F(42)" fullname="N.F(42)">${inside}</test-suite></test-suite>`,
    )
  it.each([
    [
      'NUnit 3',
      fixture('<test-case name="T(1)" fullname="N.F(42).T(1)" classname="N.F" result="Passed"/>'),
      'N.F(42)',
      'T(1)',
    ],
    [
      'a test of a parameterised method',
      fixture(
        '<test-suite fullname="N.F(42).T"><test-case name="T(1.5)" fullname="N.F(42).T(1.5)" result="Passed"/></test-suite>',
      ),
      'N.F(42)',
      'T(1.5)',
    ],
    ['NUnit 2', run(suite('', '<test-case name="N.F.T(&quot;a.b(&quot;)" result="Success"/>')), 'N.F', 'T("a.b(")'],
    [
      'a class without its namespace',
      run(suite('', '<test-case name="T" fullname="M.C.T" classname="C" result="Passed"/>')),
      'M.C',
      'T',
    ],
    [
      'a generic class',
      run('<test-case name="N.F&lt;System.String&gt;.T" result="Success"/>'),
      'N.F<System.String>',
      'T',
    ],
    ['a sentence', run(suite('', '<test-case name="Adds 1.5 to it" result="Success"/>')), 'S', 'Adds 1.5 to it'],
    [
      'a sentence of Pester',
      run('<test-suite name="Get-It"><test-case name="Get-It.adds 1.5" result="Success"/></test-suite>'),
      'Get-It',
      'adds 1.5',
    ],
    ['no suite', run('<test-case name="t" result="Passed"/>'), '', 't'],
  ])('%s', async (_, body, suiteName, name) => {
    expect((await read(body)).cases).toMatchObject([{ suite: suiteName, name }])
  })
})

describe('a suite that broke by itself', () => {
  const failure = (message: string) =>
    `<failure><message><![CDATA[${message}]]></message><stack-trace>at X</stack-trace></failure>`
  it.each([
    ['in its set-up', 'result="Failed" label="Error" site="SetUp"', failure('no database'), 'no database'],
    ['in its tear-down', 'result="Failed" site="TearDown"', failure('TearDown : late'), 'TearDown : late'],
    ['without saying where', 'result="Failure" success="False"', failure('SetUp : no database'), 'SetUp : no database'],
    ['where the site stands in the result', 'result="Failed:Error(SetUp)"', failure('no'), 'no'],
    [
      'for it cannot be run',
      'result="Failed" label="Invalid" runstate="NotRunnable"',
      '',
      'The suite could not be run.',
    ],
    [
      'for it cannot be run, which NUnit 2 calls so',
      'executed="False" result="NotRunnable"',
      '<reason><message>No suitable constructor</message></reason>',
      'No suitable constructor',
    ],
    [
      'for it cannot be run, told by a property',
      'runstate="NotRunnable" result="Failed"',
      '<properties><property name="_SKIPREASON" value="File not found"/></properties>',
      'File not found',
    ],
  ])('%s', async (_, attributes, inside, message) => {
    const { summary } = await read(run(suite(attributes, inside + passed)))
    expect(summary.suiteErrors).toMatchObject([{ suite: 'S', message }])
    expect(summary.problems).toEqual([])
  })

  it.each([
    ['because of a test', 'result="Failed" site="Child"', 'One or more child tests had errors', failed],
    ['because of a test, without saying where', 'result="Failed"', 'One or more child tests had errors', failed],
    ['because of a test, in the words of old', 'result="Failure" success="False"', 'Child test failed', failed],
    ['because of a warning', 'result="Warning" site="Child"', 'One or more child tests had warnings', failed],
  ])('is not one that failed %s', async (_, attributes, message, inside) => {
    const good = await read(run(suite(attributes, failure(message) + inside)))
    expect(good.short).toEqual([])
    const without = await read(run(suite(attributes, failure(message) + passed)))
    expect(without.short).toEqual(['declared-failures'])
  })

  it('is not each of the suites in one that broke', async () => {
    const inner =
      '<test-suite name="I" result="Failed" label="Invalid" site="Parent"><failure><message>OneTimeSetUp: no</message></failure></test-suite>'
    const broken = await read(run(suite('result="Failed" site="SetUp"', failure('no') + inner + failed)))
    expect(broken.short).toEqual(['suite-error'])
    // It claims that what is around it broke.
    expect((await read(run(suite('result="Passed"', inner + passed)))).short).toEqual(['declared-failures'])
  })
})

describe('what heads declare', () => {
  it.each([
    ['total="2"', ['declared-more']],
    ['failed="1"', ['declared-failures']],
    ['failed="some"', ['unknown-outcome']],
    ['failures="1"', ['declared-failures']],
    ['errors="1"', ['declared-failures']],
    ['warnings="1"', ['declared-failures']],
    ['result="Failed"', ['declared-failures']],
    ['result="Failed(Child)"', ['declared-failures']],
    ['result="Error"', ['declared-failures']],
    ['success="False"', ['declared-failures']],
    ['result="Splendid"', ['unknown-outcome']],
    ['skipped="1"', ['declared-skipped']],
    ['inconclusive="1"', ['declared-skipped']],
    ['ignored="1"', ['declared-skipped']],
    ['not-run="1"', ['declared-skipped']],
    ['invalid="1"', ['declared-skipped']],
    ['testcasecount="270" total="1"', []],
    ['total="1" passed="1" failed="0" skipped="0" asserts="9"', []],
    ['result="Inconclusive" success="False"', []],
    // A suite is called so for one test in it, or for none.
    ['result="Skipped" label="Ignored"', []],
  ])('%s, over one test that passed', async (attributes, problems) => {
    for (const body of [run(passed, attributes), run(suite(attributes, passed)), suite(attributes, passed)])
      expect((await read(body)).short).toEqual(problems)
  })

  it('what cannot be run is among those that did not run', async () => {
    const notRunnable = '<test-case name="b" executed="False" result="NotRunnable"/>'
    const { summary } = await read(run(notRunnable + passed, 'not-run="1" invalid="1"'))
    expect(summary).toMatchObject({ totals: { errored: 1 }, problems: [] })
    const invalid = '<test-case name="b" result="Skipped" label="Invalid"/>'
    expect((await read(run(invalid + passed, 'skipped="1"'))).summary.problems).toEqual([])
  })

  it('names the innermost', async () => {
    const inner = suite('total="2" failed="1" result="Failed"', passed + passed)
    const { summary } = await read(run(suite('total="2" failed="1"', inner), 'total="2" failed="1" result="Failed"'))
    expect(summary.problems).toMatchObject([{ heads: 1, excess: 1, first: { suite: 'S', declared: 1, counted: 0 } }])
  })
})

it('a suite may be a report by itself, but not one of Allure', async () => {
  expect((await read(suite('result="Passed" total="1"', passed))).summary.totals.passed).toBe(1)
  const allure =
    '<ns2:test-suite xmlns:ns2="urn:model.allure.qatools.yandex.ru" start="1" stop="2"><name>n</name><test-cases><test-case status="passed"><name>t</name></test-case></test-cases></ns2:test-suite>'
  expect(await refusalOf(allure)).toEqual({
    code: 'not-a-report',
    detail: expect.stringMatching(/an Allure 1 report/),
  })
})
