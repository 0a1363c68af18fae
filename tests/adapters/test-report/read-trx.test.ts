import { describe, expect, it } from 'vitest'
import { shortcomingsOf } from '../../../src/domain/reports/report-problem.ts'
import { accepted, refusalOf } from './reading.ts'

const result = (id: string, name: string, attributes: string, inside = '') =>
  `<UnitTestResult testId="${id}" testName="${name}" ${attributes}>${inside}</UnitTestResult>`
const passed = result('1', 'A', 'outcome="Passed"')
const definition = (id: string, className: string, name: string) =>
  `<UnitTest name="${name}" id="${id}"><Execution id="e"/><TestMethod className="${className}" name="${name}"/></UnitTest>`
const results = (inside: string) => `<Results>${inside}</Results>`
const definitions = (inside: string) => `<TestDefinitions>${inside}</TestDefinitions>`
const summary = (outcome: string, counters = '', inside = '') =>
  `<ResultSummary outcome="${outcome}"><Counters ${counters}/>${inside}</ResultSummary>`
const runInfo = (outcome: string, text: string) =>
  `<RunInfos><RunInfo computerName="b" ${outcome && `outcome="${outcome}"`}><Text>${text}</Text></RunInfo></RunInfos>`
/** With a summary that says nothing, where none is given. */
const trx = (...parts: string[]) => {
  const inside = parts.join('')
  const end = inside.includes('<ResultSummary') ? '' : '<ResultSummary outcome="Completed"/>'
  return `<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">${inside}${end}</TestRun>`
}
const read = async (...parts: string[]) => {
  const { cases, summary } = await accepted(trx(...parts))
  return { cases, summary, short: shortcomingsOf(summary).map(({ kind }) => kind) }
}

describe('how a result ended', () => {
  it.each([
    ['outcome="Passed"', 'passed', ''],
    ['outcome="passed"', 'passed', ''],
    ['outcome="Completed"', 'passed', ''],
    ['outcome="Failed"', 'failed', 'Failed'],
    ['outcome="NotExecuted"', 'skipped', 'NotExecuted'],
    ['outcome="Inconclusive"', 'skipped', 'Inconclusive'],
    ['outcome="InProgress"', 'skipped', 'InProgress'],
    ['outcome="Pending"', 'skipped', 'Pending'],
    ['outcome="Timeout"', 'errored', 'Timeout'],
    ['outcome="Aborted"', 'errored', 'Aborted'],
    ['outcome="PassedButRunAborted"', 'errored', 'PassedButRunAborted'],
    ['outcome="NotRunnable"', 'errored', 'NotRunnable'],
    ['outcome="Disconnected"', 'errored', 'Disconnected'],
    ['outcome="Warning"', 'errored', 'Warning'],
    // MSTest and VSTest leave the word out where it is Error.
    ['', 'errored', 'Error'],
  ])('%s: %s', async (attributes, outcome, message) => {
    const { cases, summary } = await read(results(result('1', 'A', attributes)))
    expect(cases).toMatchObject([{ name: 'A', outcome, message }])
    expect(summary.problems).toEqual([])
  })

  it.each(['outcome="Splendid"', 'outcome=""'])('%s is understood by nobody', async (attributes) => {
    const { cases, summary } = await read(results(result('1', 'A', attributes)))
    expect(cases[0]?.outcome).toBe('skipped')
    expect(summary.problems).toMatchObject([{ kind: 'unknown-outcome', words: [{ word: attributes }] }])
  })

  it.each([
    ['a test of another kind', '<WebTestResult testName="Login" outcome="Failed"><ResultFiles/></WebTestResult>'],
    ['one that nobody has heard of', '<QuantumTest testName="Login" outcome="Failed"/>'],
    ['a name with a prefix', '<vs:UnitTestResult xmlns:vs="x" testName="Login" outcome="Failed"/>'],
  ])('%s is a case, too', async (_, one) => {
    expect((await read(results(one))).cases).toMatchObject([{ name: 'Login', outcome: 'failed' }])
  })
})

describe('the class of a test', () => {
  const mstest = 'Grades.Tests.Rounding, Grades.Tests, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null'
  const one = result('AB-1', 'HalfUp', 'outcome="Passed"')
  it.each([
    ['before the results, as MSTest writes it', [definitions(definition('ab-1', mstest, 'HalfUp')), results(one)]],
    ['behind them, as VSTest writes it', [results(one), definitions(definition('ab-1', mstest, 'HalfUp'))]],
  ])('stands in its definition: %s', async (_, parts) => {
    expect((await read(...parts)).cases).toMatchObject([{ suite: 'Grades.Tests.Rounding', name: 'HalfUp' }])
  })

  it('is no part of its name', async () => {
    const full = result('1', 'G.Rounding.Maps(letter: "A.1")'.replaceAll('"', '&quot;'), 'outcome="Passed"')
    const { cases } = await read(results(full), definitions(definition('1', 'G.Rounding', 'Maps')))
    expect(cases).toMatchObject([{ suite: 'G.Rounding', name: 'Maps(letter: "A.1")' }])
    expect((await read(results(full))).cases).toMatchObject([{ suite: 'G.Rounding', name: 'Maps(letter: "A.1")' }])
  })

  it('tells two tests of one name apart', async () => {
    const { cases } = await read(
      results(result('1', 'Login', 'outcome="Passed"') + result('2', 'Login', 'outcome="Failed"')),
      definitions(definition('1', 'A', 'Login') + definition('2', 'B', 'Login')),
    )
    expect(cases.map(({ suite, name, outcome }) => [suite, name, outcome])).toEqual([
      ['A', 'Login', 'passed'],
      ['B', 'Login', 'failed'],
    ])
  })

  it('is not waited for longer than memory allows, and nothing is lost by it', async () => {
    const many = Array.from({ length: 60_000 }, (_, at) =>
      result(String(at), `Case${at}_${'x'.repeat(300)}`, 'outcome="Passed"'),
    )
    const { cases, summary } = await accepted(
      trx(results(many.join('')), definitions(definition('1', 'A', 'Case1') + definition('59999', 'A', 'Last'))),
    )
    expect(summary.totals).toMatchObject({ tests: 60_000, passed: 60_000 })
    expect(cases[1]?.name).toMatch(/^Case1_/)
    expect(cases.map(({ name }) => name.split('_')[0])).toEqual(many.map((_, at) => `Case${at}`))
  })
})

describe('a test with many rows', () => {
  const rows = (...outcomes: string[]) =>
    `<InnerResults>${outcomes.map((outcome, at) => result('1', 'Adds', `outcome="${outcome}" dataRowInfo="${at}"`)).join('')}</InnerResults>`
  const parent = (outcome: string, inside: string) =>
    result('1', 'Adds', `outcome="${outcome}" resultType="DataDrivenTest"`, inside)

  it('is told by them', async () => {
    const { cases, summary } = await read(results(parent('Failed', rows('Passed', 'Failed'))))
    expect(cases.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['Adds (Data Row 0)', 'passed'],
      ['Adds (Data Row 1)', 'failed'],
    ])
    expect(summary.problems).toEqual([])
  })

  it.each([
    ['MSTest counts it beside them', 'total="3" executed="3" passed="1" failed="2"'],
    ['the Testing Platform does not', 'total="2" executed="2" passed="1" failed="1"'],
  ])('is no contradiction: %s', async (_, counters) => {
    const { summary } = await read(results(parent('Failed', rows('Passed', 'Failed'))), `${summaryOf(counters)}`)
    expect(summary.problems).toEqual([])
  })
  const summaryOf = (counters: string) => summary('Failed', counters)

  it('is missing those that its counters promise', async () => {
    const inside = `<Counters passed="3" failed="0" error="0"/>${rows('Passed', 'Passed')}`
    const { summary } = await read(results(parent('Passed', inside)))
    expect(summary.problems).toEqual([
      { kind: 'declared-more', excess: 1, heads: 1, first: { suite: 'Adds', declared: 3, counted: 2 } },
    ])
  })

  it('that is worse than its rows is a case itself', async () => {
    const inside = `<Output><ErrorInfo><Message>no data source</Message></ErrorInfo></Output>${rows('Passed')}`
    const { cases } = await read(results(parent('Failed', inside)))
    expect(cases.map(({ outcome, message }) => [outcome, message])).toEqual([
      ['passed', ''],
      ['failed', 'no data source'],
    ])
  })

  it('may be an ordered test', async () => {
    const ordered = `<TestResultAggregation testId="0" testName="Sanity" outcome="Failed"><Counters failed="1"/><InnerResults>${result('1', 'Login', 'outcome="Failed"')}</InnerResults></TestResultAggregation>`
    const { cases, summary } = await read(results(ordered), summaryOf('total="2" executed="2" failed="2"'))
    expect(cases).toMatchObject([{ name: 'Login', outcome: 'failed' }])
    expect(summary.problems).toEqual([])
  })
})

describe('what went wrong outside of the tests', () => {
  it.each([
    ['Error', 'The active test run was aborted. Reason: Test host process crashed'],
    [
      'Warning',
      'No test is available in Grades.Tests.dll. Make sure that test discoverer &amp; executors are registered',
    ],
    ['', 'Testhost process exited with error'],
    ['Odd', 'who knows'],
  ])('is an error of the run: %s', async (outcome, text) => {
    const { short, summary: read1 } = await read(results(passed), summary('Completed', '', runInfo(outcome, text)))
    expect(short).toEqual(['suite-error'])
    expect(read1.suiteErrors).toEqual([
      { suite: '', message: text.replace('&amp;', '&'), output: text.replace('&amp;', '&') },
    ])
  })

  it('is not what xUnit.net says of each test that its result says, too', async () => {
    const echoes =
      runInfo('Error', '[xUnit.net 00:00:00.39]     G.T.Fails [FAIL]') +
      runInfo('Warning', '[xUnit.net 00:00:00.51]     G.T.Later [SKIP]')
    const failed = result('2', 'G.T.Fails', 'outcome="Failed"') + result('3', 'G.T.Later', 'outcome="NotExecuted"')
    const all = await read(results(passed + failed), summary('Failed', '', echoes))
    expect(all.short).toEqual([])
    const without = await read(results(passed), summary('Completed', '', echoes))
    expect(without.short).toEqual(['declared-failures', 'declared-skipped'])
  })

  it('is not the exit code that says that a test failed', async () => {
    const exit = (code: number) => runInfo('Error', `Exit code indicates failure: '${code}'. Please refer to …`)
    const failed = result('2', 'B', 'outcome="Failed"')
    expect((await read(results(passed + failed), summary('Failed', '', exit(2)))).short).toEqual([])
    expect((await read(results(passed), summary('Failed', '', exit(2)))).short).toEqual(['declared-failures'])
    expect((await read(results(passed + failed), summary('Failed', '', exit(10)))).short).toEqual(['suite-error'])
  })

  it.each([
    ['Completed', []],
    ['Passed', []],
    ['Failed', ['declared-failures']],
    ['Error', ['declared-failures']],
    ['Warning', ['declared-failures']],
    ['Inconclusive', ['declared-skipped']],
    ['NotExecuted', ['declared-skipped']],
    ['Aborted', ['suite-error']],
    ['Timeout', ['suite-error']],
    ['InProgress', ['declared-skipped', 'suite-error']],
    ['Pending', ['declared-skipped', 'suite-error']],
    ['Strange', ['unknown-outcome']],
  ])('a run that ended as %s, and whose one test passed', async (outcome, problems) => {
    expect((await read(results(passed), summary(outcome))).short.sort()).toEqual(problems)
  })

  it.each(['<ResultSummary/>', ''])('a run that does not say how it ended: %s', async (end) => {
    const { summary } = await accepted(`<TestRun>${results(passed)}${end}</TestRun>`)
    expect(summary.problems).toMatchObject([{ words: [{ word: 'no ResultSummary outcome' }] }])
  })

  it('a run is called by the worst of its tests', async () => {
    const late = result('2', 'B', 'outcome="Timeout"')
    expect((await read(results(passed + late), summary('Timeout'))).short).toEqual([])
  })
})

describe('what is declared and not there', () => {
  const two = definitions(definition('1', 'A', 'A') + definition('2', 'A', 'B'))
  it.each([
    ['a definition without a result', [results(passed), two]],
    ['a definition without a result, before the results', [two, results(passed)]],
    ['an entry without a result', [results(passed), '<TestEntries><TestEntry testId="9"/></TestEntries>']],
  ])('%s', async (_, parts) => {
    const { summary } = await read(...parts)
    expect(summary.problems).toMatchObject([{ kind: 'declared-more', first: { declared: 2, counted: 1 } }])
  })

  it.each([
    [
      'results that do not say of which test they are',
      [results('<UnitTestResult testName="A" outcome="Passed"/>'.repeat(2)), two],
    ],
    ['more results than definitions', [results(passed + passed + passed), definitions(definition('1', 'A', 'A'))]],
    ['no definitions', [results(passed)]],
  ])('is not: %s', async (_, parts) => {
    expect((await read(...parts)).short).toEqual([])
  })

  it.each([
    ['total="2"', ['declared-more']],
    ['total="1" failed="1"', ['declared-failures']],
    ['total="1" error="1"', ['declared-failures']],
    ['total="1" timeout="1"', ['declared-failures']],
    ['total="1" aborted="1"', ['declared-failures']],
    ['total="1" disconnected="1"', ['declared-failures']],
    ['total="1" passedButRunAborted="1"', ['declared-failures']],
    ['total="1" notRunnable="1"', ['declared-failures']],
    ['total="1" warning="1"', ['declared-failures']],
    ['total="1" inconclusive="1"', ['declared-skipped']],
    ['total="1" notExecuted="1"', ['declared-skipped']],
    ['total="1" pending="1"', ['declared-skipped']],
    ['total="1" executed="0"', ['declared-skipped']],
    ['total="1" executed="1" passed="1" failed="0"', []],
    ['total="one"', ['unknown-outcome']],
  ])('Counters %s over one that passed', async (counters, problems) => {
    expect((await read(results(passed), summary('Completed', counters))).short).toEqual(problems)
  })

  it('what timed out may be counted apart, as the Testing Platform does it, whose result says Failed', async () => {
    const late = result('2', 'B', 'outcome="Failed"')
    const counted = summary('Failed', 'total="2" executed="1" passed="1" failed="0" timeout="1"')
    expect((await read(results(passed + late), counted)).short).toEqual([])
  })
})

describe('texts', () => {
  it('are the message, the trace and what was written', async () => {
    const output =
      '<Output><StdOut>one</StdOut><StdErr>two</StdErr><ErrorInfo><Message>Expected 1\nbut was 2</Message><StackTrace>at A.B()</StackTrace></ErrorInfo><TextMessages><Message>three</Message></TextMessages></Output>'
    const { cases } = await read(results(result('1', 'A', 'outcome="Failed" duration="1.02:00:00.5"', output)))
    expect(cases).toMatchObject([
      {
        message: 'Expected 1',
        output: 'Expected 1\nbut was 2\n\nat A.B()\n\none\n\ntwo',
        milliseconds: 93_600_500,
      },
    ])
  })

  it.each([
    ['00:00:01.2345678', 1235],
    ['00:01:00', 60_000],
    ['-00:00:01', null],
    ['1.5', null],
    ['90.00:00:00', null],
  ])('duration="%s"', async (duration, milliseconds) => {
    const { cases } = await read(results(result('1', 'A', `outcome="Passed" duration="${duration}"`)))
    expect(cases[0]?.milliseconds).toBe(milliseconds)
  })
})

it.each(['<FailedTests/><SuccessfulTests/>', '<Statistics/>'])(
  'other XML with the same root is refused by its name: %s',
  async (inside) => {
    expect(await refusalOf(`<TestRun>${inside}</TestRun>`)).toEqual({
      code: 'not-a-report',
      detail: expect.stringMatching(/CppUnit or AUnit, which is not taken/),
    })
  },
)
