import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Command } from 'commander'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { addReportCommands } from '../../src/main/cli/report-commands.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

afterEach(() => {
  process.exitCode = 0
})

/** @returns the first line that `report inspect` prints of one report in these files */
async function inspected(...bodies: readonly string[]): Promise<string> {
  const directory = await temporaryDirectory()
  const files = bodies.map((_, at) => path.join(directory, `report-${at}`))
  for (const [at, file] of files.entries()) await writeFile(file, bodies[at] ?? '')
  const printed: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  const program = new Command().exitOverride()
  addReportCommands(program)
  await program.parseAsync(['report', 'inspect', ...files], { from: 'user' })
  log.mockRestore()
  return printed.join('\n').split('\n')[0] ?? ''
}

const junit = `<testsuites tests="4" failures="1" errors="1" skipped="1"><testsuite name="s">
  <testcase name="a"/><testcase name="b"><failure/></testcase><testcase name="c"><error/></testcase>
  <testcase name="d"><skipped/></testcase></testsuite></testsuites>`
const ctrf = (summary: string) =>
  `{"results":{"tool":{"name":"t"},"summary":${summary},"tests":[{"name":"a","status":"failed","duration":1},{"name":"b","status":"passed","duration":1}]}}`
const trx = `<TestRun><Results><UnitTestResult testName="a" outcome="Passed"/><UnitTestResult testName="b" outcome="Failed"/>
  <UnitTestResult testName="c" outcome="Timeout"/></Results>
  <ResultSummary outcome="Failed"><Counters total="3" executed="3" passed="1" failed="1" timeout="1"/></ResultSummary></TestRun>`
const nunit3 = `<test-run total="2" failed="1" skipped="0" result="Failed"><test-suite fullname="F" result="Failed">
  <test-case fullname="F.a" result="Passed"/><test-case fullname="F.b" result="Failed"/></test-suite></test-run>`
const nunit2 = `<test-results total="2" errors="1" failures="1" not-run="0"><test-suite name="F" success="False">
  <results><test-case name="F.a" executed="True" success="False" result="Failure"/>
  <test-case name="F.b" executed="True" success="False" result="Error"/></results></test-suite></test-results>`
const xunit = `<assemblies><assembly name="A" total="2" passed="1" failed="1" skipped="0" errors="0"><collection total="2" failed="1">
  <test name="F.a" result="Pass"/><test name="F.b" result="Fail"/></collection></assembly></assemblies>`
const boost = `<TestResult><TestSuite name="M" result="failed" test_cases_passed="1" test_cases_failed="2" test_cases_aborted="1">
  <TestCase name="a" result="passed"/><TestCase name="b" result="failed"/><TestCase name="c" result="aborted"/>
  </TestSuite></TestResult>`
const tap = (end: string) => `TAP version 14\n1..3\nok 1 - a\nnot ok 2 - b\nnot ok 3 - c\n${end}\n`

describe('report inspect prints what was declared, also where it holds', () => {
  it.each([
    ['JUnit', junit, '4 tests, 2 failures and errors, 1 skipped'],
    [
      'a suite that says it failed',
      junit.replace(/<testsuites.*?>/, '<testsuites status="failed">'),
      '1 failure or error',
    ],
    [
      'CTRF',
      ctrf('{"tests":2,"passed":1,"failed":1,"skipped":0,"pending":0,"other":0}'),
      '2 tests, 1 failure or error, 0 skipped',
    ],
    ['CTRF, failures alone', ctrf('{"failed":1}'), '1 failure or error'],
    ['TRX', trx, '3 tests, 2 failures and errors, 0 skipped'],
    ['NUnit 3', nunit3, '2 tests, 1 failure or error, 0 skipped'],
    ['NUnit 2', nunit2, '2 tests, 2 failures and errors, 0 skipped'],
    ['xUnit.net', xunit, '2 tests, 1 failure or error, 0 skipped'],
    ['Boost.Test', boost, '3 tests, 2 failures and errors'],
    ['TAP of node', tap('# tests 3\n# fail 2\n# cancelled 0'), '2 failures and errors'],
    ['TAP of Test::More', tap('# Looks like you failed 2 tests of 3.'), '2 failures and errors'],
    ['TAP of a script that broke', tap('# Looks like your test exited with 255 just after 3.'), '1 failure or error'],
    ['health+json', '{"status":"fail","checks":{"db":[{"status":"fail"}]}}', '1 failure or error'],
  ])('%s', async (_, body, declared) => {
    expect((await inspected(body)).replace(/^.*; it declares /, '')).toBe(declared)
  })

  it('of several files in all', async () => {
    const other = '<testsuite name="t" tests="1" failures="1"><testcase name="z"><failure/></testcase></testsuite>'
    expect(await inspected(junit, other)).toMatch(/; it declares 5 tests, 3 failures and errors, 1 skipped$/)
  })

  it('and says nothing of what declares nothing', async () => {
    expect(await inspected('<testsuite name="t"><testcase name="a"/></testsuite>')).toBe('1 test: 1 passed')
    expect(await inspected('[{"name":"a","status":"ok","message":""}]')).toBe('1 test: 1 passed')
  })
})
