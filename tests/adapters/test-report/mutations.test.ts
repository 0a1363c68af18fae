import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { passGate } from '../../../src/domain/gate.ts'
import { type Deletion, jsonDeletions, lineDeletions, xmlDeletions } from './deletions.ts'
import { read } from './reading.ts'

/**
 * Small reports of two tests that passed and one that did not, each with all that its format says of the whole. Leaving out any one
 * piece of one must never make it pass. A plain list of checks and a log of Boost say nothing of the whole, so that nobody
 * can miss an item of them: of these only what is left of a case is held to that, in their own tests.
 */
const reports: readonly [format: string, deletions: (text: string) => Deletion[], text: string][] = [
  [
    'JUnit by an element',
    xmlDeletions,
    `<testsuites><testsuite name="s" tests="3" failures="1" errors="0" skipped="0"><testcase name="a" time="1"/><testcase name="b"/><testcase name="c"><failure message="m">t</failure></testcase></testsuite></testsuites>`,
  ],
  [
    'JUnit by an attribute',
    xmlDeletions,
    `<testsuites tests="3" failures="1"><testsuite name="s"><testcase name="a" status="passed"/><testcase name="b" status="passed"/><testcase name="c" status="failed"/></testsuite></testsuites>`,
  ],
  [
    'JUnit of a suite that broke',
    xmlDeletions,
    `<testsuites errors="1"><testsuite name="s" tests="2" errors="1"><testcase name="a"/><testcase name="b"/><error message="m">t</error></testsuite></testsuites>`,
  ],
  [
    'CTRF',
    jsonDeletions,
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
    'TRX',
    xmlDeletions,
    `<TestRun><Results><UnitTestResult testName="N.S.a" outcome="Passed"/><UnitTestResult testName="N.S.b" outcome="Passed"/><UnitTestResult testName="N.S.c" outcome="Failed"><Output><ErrorInfo><Message>m</Message></ErrorInfo></Output></UnitTestResult></Results><TestDefinitions><UnitTest id="1"/><UnitTest id="2"/><UnitTest id="3"/></TestDefinitions><ResultSummary outcome="Failed"><Counters total="3" executed="3" passed="2" failed="1"/></ResultSummary></TestRun>`,
  ],
  [
    'NUnit 2',
    xmlDeletions,
    `<test-results name="n" total="3" errors="0" failures="1" not-run="0"><test-suite name="s" executed="True" result="Failure" success="False"><results><test-case name="N.s.a" executed="True" result="Success" success="True"/><test-case name="N.s.b" executed="True" result="Success" success="True"/><test-case name="N.s.c" executed="True" result="Failure" success="False"><failure><message>m</message></failure></test-case></results></test-suite></test-results>`,
  ],
  [
    'NUnit 3',
    xmlDeletions,
    `<test-run total="3" passed="2" failed="1" result="Failed"><test-suite name="s" total="3" passed="2" failed="1" result="Failed" site="Child"><test-case name="a" result="Passed"/><test-case name="b" result="Passed"/><test-case name="c" result="Failed" label="Error"><failure><message>m</message></failure></test-case></test-suite></test-run>`,
  ],
  [
    'xUnit.net',
    xmlDeletions,
    `<assemblies><assembly name="a" total="3" passed="2" failed="1" skipped="0" errors="0"><collection name="c" total="3" passed="2" failed="1" skipped="0"><test name="s.a" type="s" result="Pass"/><test name="s.b" type="s" result="Pass"/><test name="s.c" type="s" result="Fail"><failure><message>m</message></failure></test></collection></assembly></assemblies>`,
  ],
  [
    'Boost.Test',
    xmlDeletions,
    `<TestResult><TestSuite name="s" result="failed" test_cases_passed="2" test_cases_failed="1" test_cases_skipped="0" test_cases_aborted="0"><TestCase name="a" result="passed" assertions_failed="0"/><TestCase name="b" result="passed" assertions_failed="0"/><TestCase name="c" result="failed" assertions_failed="1"/></TestSuite></TestResult>`,
  ],
  ['TAP', lineDeletions, 'TAP version 13\n1..3\nok 1 - a\nok 2 - b\nnot ok 3 - c\n'],
  [
    'TAP with its plan behind',
    lineDeletions,
    '# Subtest: s\n    ok 1 - a\n    ok 2 - b\n    not ok 3 - c\n    1..3\nnot ok 1 - s\n1..1\n',
  ],
  [
    'health+json',
    jsonDeletions,
    '{"status":"fail","checks":{"a":[{"status":"pass"}],"b":[{"status":"pass"}],"c":[{"status":"fail","output":"m"}]}}',
  ],
]

const passes = async (text: string | Buffer): Promise<boolean> => {
  const { result } = await read(text)
  return result.ok && passGate(result.value, { minTests: 0, requiredSuites: [] }).ok
}

describe('leaving out one piece of a report that does not pass', () => {
  it.each(reports)('never makes it pass: %s', async (_, deletions, text) => {
    expect(await passes(text)).toBe(false)
    const all = deletions(text)
    expect(all.length).toBeGreaterThan(4)
    for (const { what, text: left } of all) expect(await passes(left), what).toBe(false)
  })

  it.each(reports)('is about reports that would pass but for one case: %s', async (_, __, text) => {
    const { result } = await read(text)
    expect(result).toMatchObject({ ok: true, value: { totals: { passed: 2 } } })
  })
})

describe('what is broken at random', () => {
  const folders = ['report-formats', 'report-cases', 'health-reports'].map(
    (name) => new URL(`../../fixtures/${name}/`, import.meta.url),
  )
  const bodies = folders
    .flatMap((folder) => readdirSync(folder).map((name) => readFileSync(new URL(name, folder))))
    .filter((body) => body.length < 60_000)
  const edit = fc.record({
    at: fc.nat(),
    cut: fc.nat(20),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 4 }),
      fc.constantFrom(...['<', '>', '"', '{', ']', '\n', 'ok 1\n', '<a>'].map((text) => Buffer.from(text))),
    ),
  })

  it('is counted or refused in words, never a fault of ours', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bodies.length - 1),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        async (which, edits) => {
          let body: Buffer = bodies[which] ?? Buffer.alloc(0)
          for (const { at, cut, put } of edits) {
            const from = body.length === 0 ? 0 : at % body.length
            body = Buffer.concat([body.subarray(0, from), put, body.subarray(from + cut)])
          }
          const { result, cases } = await read(body)
          if (!result.ok) {
            expect(result.refusal.detail).toMatch(/\S/)
            return
          }
          const { totals, suites } = result.value
          expect(cases.length).toBe(totals.tests)
          expect(totals.passed + totals.failed + totals.errored + totals.skipped).toBe(totals.tests)
          expect(suites.reduce((sum, suite) => sum + suite.passed, 0)).toBe(totals.passed)
        },
      ),
      { numRuns: 1_500, seed: 11 },
    )
  }, 120_000)
})
