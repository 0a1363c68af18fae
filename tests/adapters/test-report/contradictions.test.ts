import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { massFailure } from '../../../src/domain/findings/finding.ts'
import { passGate } from '../../../src/domain/releases/gate.ts'
import { problemWords, shortcomingsOf } from '../../../src/domain/reports/report-problem.ts'
import { accepted, fixture, junit, read, refusalOf, reports } from './reading.ts'

type Case = {
  readonly problem?: string
  readonly refused?: string
  readonly seconds?: number
  readonly [total: string]: unknown
}

const folder = new URL('../../fixtures/report-cases/', import.meta.url)
const file = (name: string) => readFileSync(new URL(name, folder))
const expected: Record<string, Case> = JSON.parse(file('expected.json').toString())
const counted = ['tests', 'passed', 'failed', 'errored', 'skipped'] as const
const problemsOf = async (body: string | Buffer) =>
  (await accepted(body)).summary.problems.map((problem) => problem.kind)
const suite = (attributes: string, cases: string) =>
  `<testsuites><testsuite name="s" ${attributes}>${cases}</testsuite></testsuites>`

describe('the cases that fell short', () => {
  const taken = Object.entries(expected).filter(([, { refused }]) => refused === undefined)
  it.each(taken)('%s is counted as it is', async (name, wanted) => {
    const { cases, summary } = await accepted(file(name))
    for (const total of counted) expect(summary.totals[total], total).toBe(wanted[total])
    expect(summary.problems.map((problem) => problem.kind)).toEqual(wanted.problem ? [wanted.problem] : [])
    if (wanted.seconds !== undefined) expect(cases[0]?.milliseconds).toBe(wanted.seconds * 1000)
    const gate = passGate(summary, { minTests: 0, requiredSuites: [] })
    if (wanted.problem) expect(gate).toMatchObject({ ok: false })
    if (!gate.ok && wanted.problem) expect(gate.refusal.shortfalls.map(({ rule }) => rule)).toContain(wanted.problem)
  })
})

describe('the cases that are refused', () => {
  it.each([
    ['two-roots.xml', /two files of one report/],
    ['checks.json', /Send JUnit XML, CTRF, TAP/],
    ['go-test.ndjson', /go test -json.*gotestsum/],
  ])('%s', async (name, detail) => {
    expect(expected[name]?.refused).toBeDefined()
    expect((await refusalOf(file(name))).detail).toMatch(detail)
  })
})

describe('reports of real runners', () => {
  const known: Record<string, string[]> = {
    // Its last suite declares a failure, and holds no case.
    'junit-1472.xml': ['declared-more', 'declared-failures'],
    // A root of 186 tests over two; pytest counts subtests that it does not write down.
    'junit-nested-suites.xml': ['declared-more'],
    'pytest-small.xml': ['declared-more'],
  }
  it.each(reports)('%s does not contradict itself, or it is known', async (name) => {
    expect(await problemsOf(fixture(name))).toEqual(known[name] ?? [])
  })
})

describe('what a case says of itself in its attributes', () => {
  it.each([
    ['status="passed"', 'passed'],
    ['status="PASSED"', 'passed'],
    ['status=""', 'passed'],
    ['status="run" result="completed"', 'passed'],
    ['status="notrun" result="suppressed"', 'skipped'],
    ['status="run" result="skipped"', 'skipped'],
    ['status="Not Run"', 'skipped'],
    ['status="not-run"', 'skipped'],
    ['status="fail"', 'failed'],
    ['status="REGRESSION"', 'failed'],
    ['result="xpass"', 'failed'],
    ['outcome="Timeout"', 'errored'],
    ['status="broken"', 'errored'],
    ['status="unknown"', 'errored'],
    ['state="pending"', 'skipped'],
    ['verdict="inconclusive"', 'skipped'],
    ['disabled="true"', 'skipped'],
    ['disabled="1"', 'skipped'],
    ['disabled="false"', 'passed'],
    ['ignored="yes"', 'skipped'],
    ['skipped="not on Windows"', 'skipped'],
    ['skipped="0"', 'passed'],
    ['executed="False"', 'skipped'],
    ['executed="True" success="False"', 'failed'],
    ['success="true"', 'passed'],
    ['failures="1"', 'failed'],
    ['errors="0" failures="0"', 'passed'],
    ['incomplete="true"', 'skipped'],
  ])('%s: %s', async (attributes, outcome) => {
    const { cases, summary } = await accepted(junit(`<testcase name="a" ${attributes}/>`))
    expect(cases[0]?.outcome).toBe(outcome)
    expect(summary.problems).toEqual([])
  })

  it.each([
    ['status="dunno"', 'status="dunno"'],
    ['executed="perhaps"', 'executed="perhaps"'],
    ['success="2nd try"', 'success="2nd try"'],
    ['result="0"', 'result="0"'],
  ])('%s is understood by nobody', async (attributes, word) => {
    const { cases, summary } = await accepted(junit(`<testcase name="a" ${attributes}/>`))
    expect(cases[0]).toMatchObject({ outcome: 'skipped', message: word })
    expect(summary.problems).toEqual([{ kind: 'unknown-outcome', times: 1, words: [{ word, count: 1 }] }])
  })

  it('names the commonest words, and how often each came', async () => {
    const words = [...Array.from({ length: 30 }, (_, n) => `w${n}`), 'w7', 'w7', 'w3']
    const { summary } = await accepted(junit(words.map((word) => `<testcase status="${word}"/>`).join('')))
    const [problem] = summary.problems
    expect(problem).toMatchObject({ kind: 'unknown-outcome', times: 33 })
    expect(problem && problemWords(problem)).toBe(
      '33 outcomes that nobody understands, not counted as passed: status="w7" (3), status="w3" (2), status="w0" (1), status="w1" (1), status="w2" (1) and others.',
    )
  })

  it('takes the worst of all, and the message of what is worst', async () => {
    const { cases } = await accepted(
      junit('<testcase status="error"><failure message="f"/><error message="e"/></testcase>'),
    )
    expect(cases[0]).toMatchObject({ outcome: 'errored', message: 'e' })
  })
})

describe('what a suite says of all its cases', () => {
  it.each([
    ['a suite that was skipped', suite('status="skipped"', '<testcase/>'), 'skipped', []],
    ['a suite that is switched off', suite('disabled="true"', '<testcase/>'), 'skipped', []],
    ['an element that says so', suite('', '<skipped/><testcase/>'), 'skipped', []],
    ['a suite that failed', suite('result="failed"', '<testcase/>'), 'passed', ['declared-failures']],
    ['a suite of an unknown word', suite('status="meh"', '<testcase/>'), 'passed', ['unknown-outcome']],
    ['a suite that passed', suite('status="passed"', '<testcase/>'), 'passed', []],
  ])('%s', async (_, body, outcome, problems) => {
    const { cases, summary } = await accepted(body)
    expect(cases.map((one) => one.outcome)).toEqual([outcome])
    expect(summary.problems.map(({ kind }) => kind)).toEqual(problems)
  })
})

describe('what heads declare', () => {
  const two = '<testcase name="a"/><testcase name="b"/>'
  const bad = '<testcase name="c"><failure/></testcase>'
  it.each<[string, string, string[]]>([
    ['as many as there are', suite('tests="3" failures="1" errors="0" skipped="0"', two + bad), []],
    ['fewer than there are', suite('tests="1" failures="0"', two + bad), []],
    ['an error for a failure', suite('tests="3" failures="0" errors="1"', two + bad), []],
    ['a failure too many', suite('failures="2"', two + bad), ['declared-failures']],
    ['an error beside the failure', suite('failures="1" errors="1"', two + bad), ['declared-failures']],
    ['PHPUnit warnings that are nowhere', suite('warnings="1"', two), ['declared-failures']],
    ['a test too many', suite('tests="3"', two), ['declared-more']],
    [
      'a test too many in one suite, made up for by another',
      `<testsuites tests="4"><testsuite name="a" tests="3">${two}</testsuite><testsuite name="b" tests="1">${two}</testsuite></testsuites>`,
      ['declared-more'],
    ],
    ['skipped ones that passed', suite('tests="2" skipped="2"', two), ['declared-skipped']],
    ['disabled ones that passed', suite('tests="2" disabled="1"', two), ['declared-skipped']],
    ['skipped ones under two names', suite('skipped="1" disabled="1"', '<testcase><skipped/></testcase>'), []],
    ['a skip that failed', suite('skipped="1"', '<testcase status="failed"><skipped/></testcase>'), []],
    ['skipped ones that are left out', suite('tests="3" skipped="1"', two), ['declared-more']],
    [
      'what was run again',
      suite('tests="4" failures="2"', `${two}<testcase><flakyFailure/><flakyError/></testcase>`),
      [],
    ],
    [
      'more than what was run again',
      suite('failures="2"', '<testcase><rerunFailure/></testcase>'),
      ['declared-failures'],
    ],
    ['a suite-level error', suite('errors="1"', '<error message="no database"/>'), []],
    ['a suite without cases that broke', suite('tests="0" errors="1"', ''), ['declared-failures']],
    ['no number', suite('tests="many"', two), ['unknown-outcome']],
    ['a number below zero', suite('failures="-1"', two), ['unknown-outcome']],
    ['a list of numbers', suite('errors="1,0"', two), ['unknown-outcome']],
    ['yes in place of a number', suite('disabled="false" failures=""', two), []],
    ['an element that nobody knows', suite('tests="2"', `${two}<crash/>`), ['unknown-outcome']],
    ['elements that say nothing', suite('tests="2"', `<properties/>${two}<system-out>x</system-out>`), []],
  ])('%s', async (_, body, wanted) => {
    expect(await problemsOf(body)).toEqual(wanted)
  })

  it('names the innermost suite that claims too much, once', async () => {
    const body =
      '<testsuites tests="2" failures="1"><testsuite name="outer" failures="1"><testsuite name="inner" tests="2" failures="1"><testcase/><testcase/></testsuite></testsuite></testsuites>'
    const { summary } = await accepted(body)
    expect(summary.problems).toEqual([
      { kind: 'declared-failures', excess: 1, heads: 1, first: { suite: 'inner', declared: 1, counted: 0 } },
    ])
    expect(shortcomingsOf(summary)).toEqual([
      { kind: 'declared-failures', detail: '"inner" declares 1 failure or error and holds 0.' },
    ])
  })

  it('adds up what several suites claim', async () => {
    const one = '<testsuite name="s" failures="2"><testcase/></testsuite>'
    const { summary } = await accepted(`<testsuites>${one.repeat(massFailure)}</testsuites>`)
    expect(summary.problems.map(problemWords)).toEqual([
      '"s" declares 2 failures and errors and holds 0; 50 suites declare 100 too many in all.',
    ])
  })
})

it('a mutation that takes a word away is seen by the head that counted it', async () => {
  const whole = suite('tests="2" failures="1"', '<testcase/><testcase><failure message="m"/></testcase>')
  const { result } = await read(whole.replace('<failure message="m"/>', ''))
  expect(result.ok && result.value.problems.map(({ kind }) => kind)).toEqual(['declared-failures'])
})
