import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { passGate } from '../../../src/domain/releases/gate.ts'
import type { ReportSummary } from '../../../src/domain/reports/health-report.ts'
import { erasedJson } from './mutate-json.ts'
import { doubledXml, erasedXml, type Mutation } from './mutate-xml.ts'
import { read } from './reading.ts'

/*
 * What nobody proved never passes: what a report of any format loses never makes it prove more. In full:
 *
 * An *erasure* takes one piece of a report away: an element, an attribute, a key, an item or a line is left out, gets a name or a
 * word that no writer uses, or loses all that is in it.
 *
 * 1. After an erasure no more tests have passed than before, or the report has a problem (it contradicts itself, or says something
 *    that nobody understands), or it is refused. So no gate and no minimum is reached by it, whatever its number. It
 *    holds for every erasure of every fixture, and for every bit that is flipped.
 * 2. A report that does not pass a gate of no tests at all (`minTests: 0`), because of one thing alone, does not pass after an
 *    erasure either. It holds for a small report of each way in which each format can say that it is not well.
 *
 * Neither can hold where a writer says a thing once, and counts it nowhere: then who takes that away leaves a whole and
 * consistent report of another run. Where that is so is listed, and that it is so is tested, too: JUnit whose heads
 * do not count what is in it (`uncounted`), Boost's log, a directive of TAP, a plain list of checks, a warning of a TRX run.
 */
const lines = (text: string): Mutation[] =>
  text
    .trimEnd()
    .split('\n')
    .map((what, at, all) => ({ what: `without ${what}`, text: `${all.toSpliced(at, 1).join('\n')}\n` }))

const erasures: Readonly<Record<string, (text: string) => Mutation[]>> = {
  xml: erasedXml,
  trx: erasedXml,
  json: erasedJson,
  tap: lines,
}
const endOf = (name: string): string => name.split('.').at(-1) ?? ''

const summaryOf = async (body: string | Buffer): Promise<ReportSummary | null> => {
  const { result } = await read(body)
  return result.ok ? result.value : null
}
const passes = async (body: string | Buffer): Promise<boolean> => {
  const summary = await summaryOf(body)
  return summary !== null && passGate(summary, { minTests: 0, requiredSuites: [] }).ok
}

const folder = new URL('../../fixtures/', import.meta.url)
/** Reports that are small enough to be read some hundred times. */
const fixtures: readonly (readonly [name: string, body: Buffer])[] = [
  'report-formats',
  'report-cases',
  'health-reports',
]
  .flatMap((name) => readdirSync(new URL(`${name}/`, folder), { recursive: true }).map((file) => `${name}/${file}`))
  .filter((name) => /\.(xml|trx|json|tap)$/.test(name) && !name.endsWith('/expected.json'))
  .map((name) => [name, readFileSync(new URL(name, folder))] as const)
  .filter(([, body]) => body.length < 16_000)

/** Their heads count neither failures nor what was skipped, or count less than there is. */
const uncounted: readonly string[] = [
  'report-cases/attribute-error.xml',
  'report-cases/attribute-failed.xml',
  'report-cases/attribute-result-skipped.xml',
  'report-cases/child-disabled.xml',
  'report-cases/ctest-disabled.xml',
  'report-cases/googletest.xml',
  'report-cases/phpunit-warning.xml',
  'report-cases/unknown-child.xml',
  'report-cases/unknown-word.xml',
  'report-cases/worst-wins.xml',
  'report-formats/boost/log-1.83.xml',
]

/** @returns what happens unnoticed: more tests passed than before, and nothing tells why */
async function unnoticed(body: Buffer, mutations: readonly Mutation[]): Promise<string[]> {
  const before = (await summaryOf(body))?.totals.passed ?? 0
  const found: string[] = []
  for (const { what, text } of mutations) {
    const after = await summaryOf(text)
    if (after && after.totals.passed > before && after.problems.length === 0) found.push(what)
  }
  return found
}

describe('what a report loses never makes more of its tests pass', () => {
  it.each(fixtures)('%s', async (name, body) => {
    const text = body.toString()
    const erased = (await summaryOf(body)) === null ? [] : (erasures[endOf(name)]?.(text) ?? [])
    const found = await unnoticed(body, erased)
    if (uncounted.includes(name)) expect(found.length).toBeGreaterThan(0)
    else expect(found).toEqual([])
  })

  it('nor a bit of it that is flipped', async () => {
    // Of a directive of TAP nothing is left but a remark: a point behind it that is ok passed.
    const counted = fixtures.filter(([name]) => !uncounted.includes(name) && endOf(name) !== 'tap')
    await fc.assert(
      fc.asyncProperty(fc.nat(counted.length - 1), fc.nat(), fc.nat(7), async (which, at, bit) => {
        const [name, body] = counted[which] ?? ['', Buffer.alloc(1)]
        const flipped = Buffer.from(body)
        const place = at % body.length
        flipped[place] = (flipped[place] ?? 0) ^ (1 << bit)
        const [before, after] = [await summaryOf(body), await summaryOf(flipped)]
        if (!before || !after || after.problems.length > 0) return
        expect(after.totals.passed, name).toBeLessThanOrEqual(before.totals.passed)
      }),
      { numRuns: 3_000, seed: 46 },
    )
  }, 120_000)
})

const trx = (results: string, rest: string) => `<TestRun><Results>${results}</Results>${rest}</TestRun>`
const trxCase = (name: string, outcome: string, inside = '') =>
  `<UnitTestResult testId="${name}" testName="N.S.${name}" outcome="${outcome}">${inside}</UnitTestResult>`
const trxEnd = (outcome: string, counters: string, inside = '') =>
  `<ResultSummary outcome="${outcome}"><Counters ${counters}/>${inside}</ResultSummary>`
const twoOfTrx = trxCase('a', 'Passed') + trxCase('b', 'Passed')
const nunit3 = (attributes: string, inside: string) =>
  `<test-run total="2" passed="2" failed="0" result="Failed"><test-suite name="s" ${attributes}>${inside}<test-case name="a" result="Passed"/><test-case name="b" result="Passed"/></test-suite></test-run>`

/**
 * Reports of two tests that passed and of one thing alone that is not well, each with all that its format says of the whole. A
 * format that is added is added here.
 */
const reports: readonly (readonly [what: string, end: string, text: string])[] = [
  [
    'JUnit by an element',
    'xml',
    `<testsuites><testsuite name="s" tests="3" failures="1" errors="0" skipped="0"><testcase name="a" time="1"/><testcase name="b"/><testcase name="c"><failure message="m">t</failure></testcase></testsuite></testsuites>`,
  ],
  [
    'JUnit by an attribute',
    'xml',
    `<testsuites tests="3" failures="1"><testsuite name="s"><testcase name="a" status="passed"/><testcase name="b" status="passed"/><testcase name="c" status="failed"/></testsuite></testsuites>`,
  ],
  [
    'JUnit of a suite that broke',
    'xml',
    `<testsuites errors="1"><testsuite name="s" tests="2" errors="1"><testcase name="a"/><testcase name="b"/><error message="m">t</error></testsuite></testsuites>`,
  ],
  [
    'CTRF',
    'json',
    JSON.stringify({
      results: {
        tool: { name: 't' },
        summary: { tests: 3, passed: 2, failed: 1, skipped: 0, pending: 0, other: 0 },
        tests: [
          { name: 'a', status: 'passed', duration: 1 },
          { name: 'b', status: 'passed', duration: 1 },
          { name: 'c', status: 'failed', rawStatus: 'failed', duration: 1, message: 'm' },
        ],
      },
    }),
  ],
  [
    'TRX of VSTest',
    'trx',
    trx(
      twoOfTrx + trxCase('c', 'Failed', '<Output><ErrorInfo><Message>m</Message></ErrorInfo></Output>'),
      `<TestDefinitions><UnitTest id="a"/><UnitTest id="b"/><UnitTest id="c"/></TestDefinitions>${trxEnd('Failed', 'total="3" executed="3" passed="2" failed="1"')}`,
    ),
  ],
  [
    'TRX of MSTest, with a test of two rows',
    'trx',
    trx(
      trxCase(
        'a',
        'Failed',
        `<Counters passed="2" failed="1"/><InnerResults>${twoOfTrx}${trxCase('c', 'Failed')}</InnerResults>`,
      ),
      trxEnd('Failed', 'total="4" executed="4" passed="2" failed="2"'),
    ),
  ],
  [
    'TRX of a run that broke',
    'trx',
    trx(
      twoOfTrx,
      trxEnd(
        'Failed',
        'total="2" executed="2" passed="2" failed="0"',
        '<RunInfos><RunInfo outcome="Error"><Text>host ended</Text></RunInfo></RunInfos>',
      ),
    ),
  ],
  [
    'NUnit 2',
    'xml',
    `<test-results name="n" total="3" errors="0" failures="1" not-run="0"><test-suite name="s" executed="True" result="Failure" success="False"><results><test-case name="N.s.a" executed="True" result="Success" success="True"/><test-case name="N.s.b" executed="True" result="Success" success="True"/><test-case name="N.s.c" executed="True" result="Failure" success="False"><failure><message>m</message></failure></test-case></results></test-suite></test-results>`,
  ],
  [
    'NUnit 2 of old, without results',
    'xml',
    `<test-results name="n" total="3" failures="1" not-run="0"><test-suite name="s" success="False"><results><test-case name="N.s.a" executed="True" success="True"/><test-case name="N.s.b" executed="True" success="True"/><test-case name="N.s.c" executed="True" success="False"><failure><message>m</message></failure></test-case></results></test-suite></test-results>`,
  ],
  [
    'NUnit 2 of a file that could not be read',
    'xml',
    `<test-results name="Pester" total="2" errors="1" failures="0" not-run="0"><test-suite name="p" result="Failure" success="False"><results><test-case name="a" result="Success" success="True"/><test-case name="b" result="Success" success="True"/><test-suite name="f" result="Failure" success="False"><failure><message>m</message></failure></test-suite></results></test-suite></test-results>`,
  ],
  [
    'NUnit 3',
    'xml',
    `<test-run total="3" passed="2" failed="1" result="Failed"><test-suite name="s" total="3" passed="2" failed="1" result="Failed" site="Child"><test-case name="a" result="Passed"/><test-case name="b" result="Passed"/><test-case name="c" result="Failed" label="Error"><failure><message>m</message></failure></test-case></test-suite></test-run>`,
  ],
  [
    'NUnit 3 of a set-up that failed',
    'xml',
    nunit3('result="Failed" label="Error" site="SetUp"', '<failure><message>m</message></failure>'),
  ],
  [
    'NUnit 3 of a suite that could not be run',
    'xml',
    nunit3('runstate="NotRunnable" result="Failed" label="Invalid"', '<reason><message>m</message></reason>'),
  ],
  [
    'xUnit.net',
    'xml',
    `<assemblies><assembly name="a" total="3" passed="2" failed="1" skipped="0" errors="0"><collection name="c" total="3" passed="2" failed="1" skipped="0"><test name="s.a" type="s" result="Pass"/><test name="s.b" type="s" result="Pass"/><test name="s.c" type="s" result="Fail"><failure><message>m</message></failure></test></collection></assembly></assemblies>`,
  ],
  [
    'xUnit.net of a clean-up that failed',
    'xml',
    `<assemblies><assembly name="a" total="2" passed="2" failed="0" skipped="0" errors="1"><errors><error type="assembly-cleanup" name="a"><failure><message>m</message></failure></error></errors><collection name="c" total="2" passed="2" failed="0" skipped="0"><test name="s.a" type="s" result="Pass"/><test name="s.b" type="s" result="Pass"/></collection></assembly></assemblies>`,
  ],
  [
    'Boost.Test',
    'xml',
    `<TestResult><TestSuite name="s" result="failed" test_cases_passed="2" test_cases_failed="1" test_cases_skipped="0" test_cases_aborted="0"><TestCase name="a" result="passed" assertions_failed="0"/><TestCase name="b" result="passed" assertions_failed="0"/><TestCase name="c" result="failed" assertions_failed="1"/></TestSuite></TestResult>`,
  ],
  [
    'Boost.Test of a case that was aborted',
    'xml',
    `<TestResult><TestSuite name="s" result="failed" test_cases_passed="2" test_cases_failed="1" test_cases_aborted="1"><TestCase name="a" result="passed"/><TestCase name="b" result="passed"/><TestCase name="c" result="aborted"/></TestSuite></TestResult>`,
  ],
  ['TAP', 'tap', 'TAP version 13\n1..3\nok 1 - a\nok 2 - b\nnot ok 3 - c\n'],
  [
    'TAP with its plan behind',
    'tap',
    '# Subtest: s\n    ok 1 - a\n    ok 2 - b\n    not ok 3 - c\n    1..3\nnot ok 1 - s\n1..1\n',
  ],
  [
    'health+json',
    'json',
    '{"status":"fail","checks":{"a":[{"status":"pass"}],"b":[{"status":"pass"}],"c":[{"status":"fail","output":"m"}]}}',
  ],
]

describe('a report that does not pass, for one thing alone', () => {
  it.each(reports)('does not pass without any piece of it: %s', async (_, end, text) => {
    expect(await passes(text)).toBe(false)
    expect((await summaryOf(text))?.totals.passed).toBe(2)
    const erased = erasures[end]?.(text) ?? []
    expect(erased.length).toBeGreaterThan(4)
    const passing: string[] = []
    for (const { what, text: left } of erased) if (await passes(left)) passing.push(what)
    expect(passing).toEqual([])
  })

  it.each([
    [
      'a case of a log of Boost',
      '<TestLog><TestCase name="a"><Error>no</Error><TestingTime>1</TestingTime></TestCase></TestLog>',
      '<Error>no</Error>',
    ],
    [
      'a check of a list',
      '[{"name":"a","status":"ok","message":""},{"name":"b","status":"error","message":"m"}]',
      ',{"name":"b","status":"error","message":"m"}',
    ],
    [
      'a warning of a TRX run',
      trx(
        twoOfTrx,
        trxEnd(
          'Completed',
          'total="2"',
          '<RunInfos><RunInfo outcome="Warning"><Text>No test is available</Text></RunInfo></RunInfos>',
        ),
      ),
      '<RunInfo outcome="Warning"><Text>No test is available</Text></RunInfo>',
    ],
  ])('passes without what it says once, and counts nowhere: %s', async (_, text, once) => {
    expect(text).toContain(once)
    expect(await passes(text)).toBe(false)
    expect(await passes(text.replace(once, ''))).toBe(true)
  })
})

describe('what is broken in any way', () => {
  const edit = fc.record({
    at: fc.nat(),
    cut: fc.nat(20),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 4 }),
      fc.constantFrom(...['<', '>', '"', '{', ']', '\n', 'ok 1\n', '<a>'].map((text) => Buffer.from(text))),
    ),
  })
  const consistent = async (body: Buffer | string) => {
    const { result, cases } = await read(body)
    if (!result.ok) return expect(result.refusal.detail).toMatch(/\S/)
    const { totals, suites } = result.value
    expect(cases.length).toBe(totals.tests)
    expect(totals.passed + totals.failed + totals.errored + totals.skipped).toBe(totals.tests)
    expect(suites.reduce((sum, suite) => sum + suite.passed, 0)).toBe(totals.passed)
  }

  it('is counted or refused in words, never a fault of ours', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(fixtures.length - 1),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        async (which, edits) => {
          let body: Buffer = fixtures[which]?.[1] ?? Buffer.alloc(0)
          for (const { at, cut, put } of edits) {
            const from = body.length === 0 ? 0 : at % body.length
            body = Buffer.concat([body.subarray(0, from), put, body.subarray(from + cut)])
          }
          await consistent(body)
        },
      ),
      { numRuns: 1_500, seed: 11 },
    )
  }, 120_000)

  it.each(fixtures.filter(([name]) => /\.(xml|trx)$/.test(name)))(
    'may say things twice, each of which counts once: %s',
    async (_, body) => {
      for (const { text } of doubledXml(body.toString())) await consistent(text)
    },
  )
})
