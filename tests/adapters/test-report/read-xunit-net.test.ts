import { describe, expect, it } from 'vitest'
import { shortcomingsOf } from '../../../src/domain/reports/report-problem.ts'
import { accepted } from './reading.ts'

const read = async (body: string) => {
  const { cases, summary } = await accepted(body)
  return { cases, summary, short: shortcomingsOf(summary).map(({ kind }) => kind) }
}
const assembly = (inside: string, attributes = '') =>
  `<assemblies><assembly name="A.dll" ${attributes}>${inside}</assembly></assemblies>`
const collection = (inside: string, attributes = '') =>
  `<collection name="Test collection for C" ${attributes}>${inside}</collection>`
const passed = '<test name="N.C.a" type="N.C" method="a" result="Pass" time="0.5"/>'
const failure =
  '<failure exception-type="E"><message><![CDATA[Assert.True() Failure\nmore]]></message><stack-trace>at C</stack-trace></failure>'
const failed = `<test name="N.C.b" type="N.C" method="b" result="Fail" time="0,014">${failure}</test>`

describe('how a test ended', () => {
  it.each([
    ['result="Pass"', '', 'passed'],
    ['result="Pass"', '<traits><trait name="failure" value="x"/></traits><output>failure</output>', 'passed'],
    // xUnit.net 3 counts it among those that passed.
    ['result="Pass"', '<warnings><warning>slow</warning></warnings>', 'passed'],
    ['result="Pass"', '<attachments><attachment name="a">failure</attachment></attachments>', 'passed'],
    ['result="Pass"', failure, 'failed'],
    ['result="Fail"', '', 'failed'],
    ['result="Skip"', '<reason>later</reason>', 'skipped'],
    ['result="NotRun"', '', 'skipped'],
  ])('%s %s: %s', async (attributes, inside, outcome) => {
    const { cases, summary } = await read(assembly(collection(`<test name="a" ${attributes}>${inside}</test>`)))
    expect(cases[0]?.outcome).toBe(outcome)
    expect(summary.problems).toEqual([])
  })

  it.each([
    ['', '', 'no result'],
    ['result="Probably"', '', 'result="Probably"'],
    ['result="Pass"', '<faliure/>', '<faliure>'],
  ])('%s %s is understood by nobody', async (attributes, inside, word) => {
    const { cases, summary } = await read(assembly(`<test name="a" ${attributes}>${inside}</test>`))
    expect(cases[0]?.outcome).toBe('skipped')
    expect(summary.problems).toMatchObject([{ kind: 'unknown-outcome', words: [{ word }] }])
  })
})

it('tells class, name, message, trace and time', async () => {
  const { cases } = await read(
    assembly(
      collection(
        `${passed}${failed}<test name="Adds 1.5 to it" type="N.C" result="Pass" time="x"/><test name="N.D.c(x: 1.5)" result="Pass"/><test name="a sentence" result="Skip" time="0"><reason>\n <message>later</message></reason></test>`,
      ),
    ),
  )
  expect(cases).toMatchObject([
    { suite: 'N.C', name: 'a', milliseconds: 500 },
    {
      suite: 'N.C',
      name: 'b',
      milliseconds: 14,
      message: 'Assert.True() Failure',
      output: 'Assert.True() Failure\nmore\n\nat C',
    },
    { suite: 'N.C', name: 'Adds 1.5 to it', milliseconds: null },
    { suite: 'N.D', name: 'c(x: 1.5)' },
    { suite: 'Test collection for C', name: 'a sentence', message: 'later' },
  ])
})

describe('what went wrong outside of the tests', () => {
  it.each([
    [
      'an error of an assembly',
      `<errors><error type="assembly-cleanup" name="A.dll">${failure}</error></errors>`,
      'A.dll',
    ],
    ['an error without a name', `<errors><error type="fatal">${failure}</error></errors>`, 'A.dll'],
    ['a fixture of a class in xUnit.net 1', `<class name="N.C">${failure}${passed}</class>`, 'N.C'],
  ])('%s', async (_, inside, suite) => {
    const { summary } = await read(assembly(inside + passed))
    expect(summary.suiteErrors).toEqual([
      { suite, message: 'Assert.True() Failure', output: 'Assert.True() Failure\nmore\nat C' },
    ])
  })

  it('no errors are none', async () => {
    expect((await read(assembly(`<errors/>${collection(passed)}`, 'errors="0"'))).short).toEqual([])
  })
})

describe('what heads declare', () => {
  it.each([
    ['total="2"', ['declared-more']],
    ['failed="1"', ['declared-failures']],
    ['failed="some"', ['unknown-outcome']],
    ['errors="1"', ['declared-failures']],
    ['skipped="1"', ['declared-skipped']],
    ['not-run="1"', ['declared-skipped']],
    ['total="1" passed="1" failed="0" skipped="0" not-run="0" errors="0"', []],
  ])('%s, over one test that passed', async (attributes, problems) => {
    expect((await read(assembly(collection(passed), attributes))).short).toEqual(problems)
    expect((await read(assembly(collection(passed, attributes)))).short).toEqual(problems)
    expect((await read(`<assembly ${attributes}><class name="N.C">${passed}</class></assembly>`)).short).toEqual(
      problems,
    )
  })
})
