import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCaseArchive } from '../../../src/adapters/test-report/archive/case-archive.ts'
import { passGate } from '../../../src/domain/releases/gate.ts'
import { counted, noTests, type Outcome, type TestCase } from '../../../src/domain/reports/health-report.ts'
import { readReceivedReport } from '../../../src/main/read-received-report.ts'
import { acceptedOf, source, tarGz, zipped } from './intake/packing.ts'
import { escapedXml, junit } from './reading.ts'

type Written = { readonly name: string; readonly outcome: Outcome; readonly suite?: string }

const elements: Readonly<Record<Outcome, string>> = {
  passed: '',
  failed: '<failure message="no"/>',
  errored: '<error message="no"/>',
  skipped: '<skipped/>',
}
const inJunit = (cases: readonly Written[], time = '0.1'): string =>
  `<testsuites>${cases
    .map(
      ({ name, outcome, suite = 'core.T1' }) =>
        `<testsuite name="core.dll" timestamp="${time}"><testcase classname="${suite}" name="${escapedXml(name)}" time="${time}">${elements[outcome]}</testcase></testsuite>`,
    )
    .join('\n')}</testsuites>`

const trxWords: Readonly<Record<Outcome, string>> = {
  passed: 'Passed',
  failed: 'Failed',
  errored: 'Error',
  skipped: 'NotExecuted',
}
const inTrx = (cases: readonly Written[]): string => {
  const results = cases.map(
    ({ name, outcome }, at) =>
      `<UnitTestResult testId="${at}" testName="${escapedXml(name)}" outcome="${trxWords[outcome]}"/>`,
  )
  const definitions = cases.map(
    ({ name, suite = 'core.T1' }, at) =>
      `<UnitTest id="${at}" name="${escapedXml(name)}"><TestMethod className="${suite}" name="x"/></UnitTest>`,
  )
  const ended = cases.some(({ outcome }) => outcome === 'failed' || outcome === 'errored')
  return `<TestRun><ResultSummary outcome="${ended ? 'Failed' : 'Completed'}"/><Results>${results.join('')}</Results><TestDefinitions>${definitions.join('')}</TestDefinitions></TestRun>`
}
const inCtrf = (cases: readonly Written[]): string => {
  const words = { passed: 'passed', failed: 'failed', errored: 'failed', skipped: 'skipped' }
  const tests = cases.map(({ name, outcome }) => ({ name, status: words[outcome], duration: 1 }))
  return JSON.stringify({ results: { tool: { name: 'x' }, tests } })
}

const run: readonly Written[] = [
  { name: 'starts', outcome: 'passed' },
  { name: 'adds (1, 2)', outcome: 'passed' },
  { name: 'stops', outcome: 'failed' },
  { name: 'waits', outcome: 'skipped' },
]
const totals = { tests: 4, passed: 2, failed: 1, errored: 0, skipped: 1 }
const named = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).map(([name, text]) => source(text, name))

describe('what stands in several files counts once', () => {
  it.each([
    ['the same file under two names', inJunit(run), inJunit(run)],
    ['the same run written again', inJunit(run), inJunit(run, '7').replaceAll('><', '>\n\t <')],
    ['names with other blanks', inJunit(run), inJunit(run).replaceAll('adds (1, 2)', ' adds  (1,&#160;2)')],
    [
      'accents as one sign and as two',
      inJunit([{ name: 'é', outcome: 'passed' }, ...run]),
      inJunit([{ name: 'e\u0301', outcome: 'passed' }, ...run]),
    ],
    ['in another order', inJunit(run), inJunit(run.toReversed())],
    ['JUnit XML and TRX', inJunit(run), inTrx(run)],
    ['TRX and JUnit XML', inTrx(run), inJunit(run)],
    [
      'JUnit XML and CTRF that knows no classes',
      inJunit(run.filter(({ outcome }) => outcome !== 'failed')),
      inCtrf(run),
    ],
  ])('%s', async (_, first, second) => {
    const alone = await acceptedOf([source(second)])
    const { summary, cases, files } = await acceptedOf(named({ 'a.xml': first, 'b.xml': second }))
    expect(summary.totals).toEqual(alone.summary.totals)
    expect(cases).toHaveLength(alone.cases.length)
    expect(files.repeated).toEqual({ cases: expect.any(Number), names: ['b.xml'] })
    expect(files.repeated?.cases).toBeGreaterThan(2)
  })

  it.each([
    ['a ZIP archive', async (files: Record<string, string>) => zipped(files)],
    ['a tar.gz archive', tarGz],
  ])('in %s', async (_, pack) => {
    const packed = await pack({ 'a.xml': inJunit(run), 'copy.xml': inJunit(run), 'third.xml': inJunit(run) })
    const { summary, files } = await acceptedOf([source(packed, 'all')])
    expect(summary.totals).toEqual(totals)
    expect(files.repeated).toEqual({ cases: 8, names: ['all/copy.xml', 'all/third.xml'] })
  })

  it('an error of a suite, too', async () => {
    const text = '<testsuite name="a"><error message="broke"/></testsuite>'
    const { summary } = await acceptedOf(named({ 'a.xml': text, 'b.xml': text }))
    expect(summary.suiteErrors).toHaveLength(1)
  })
})

describe('what stands in one file counts as often as it stands there', () => {
  it('alone', async () => {
    const twice = inJunit([...run, ...run])
    const { summary, files } = await acceptedOf(named({ 'a.xml': twice }))
    expect(summary.totals).toEqual({ tests: 8, passed: 4, failed: 2, errored: 0, skipped: 2 })
    expect(files).not.toHaveProperty('repeated')
  })

  it('and no more often for another that has it once', async () => {
    const { summary, files } = await acceptedOf(
      named({ 'a.xml': inJunit(run), 'b.xml': inJunit([...run, ...run]), 'c.xml': inJunit(run) }),
    )
    expect(summary.totals).toEqual({ tests: 8, passed: 4, failed: 2, errored: 0, skipped: 2 })
    expect(files.repeated).toEqual({ cases: 8, names: ['b.xml', 'c.xml'] })
  })
})

describe('what is another case counts', () => {
  it.each([
    ['shards of other cases', inJunit(run), inJunit(run.map((one) => ({ ...one, name: `${one.name} 2` })))],
    ['of another class', inJunit(run), inJunit(run.map((one) => ({ ...one, suite: 'core.T2' })))],
    ['of another suite', inJunit(run), inJunit(run).replaceAll('core.dll', 'other.dll')],
    ['of another name in another format', inJunit(run), inTrx(run.map((one) => ({ ...one, name: `${one.name}2` })))],
  ])('%s', async (_, first, second) => {
    const { summary, files } = await acceptedOf(named({ 'a.xml': first, 'b.xml': second }))
    expect(summary.totals).toEqual({ tests: 8, passed: 4, failed: 2, errored: 0, skipped: 2 })
    expect(files).not.toHaveProperty('repeated')
  })

  it('but not for another host, other properties or another time', async () => {
    const on = (host: string) =>
      `<testsuite name="s" hostname="${host}"><properties><property name="os" value="${host}"/></properties>
        <testcase classname="c" name="t"/></testsuite>`
    const { summary } = await acceptedOf(named({ 'linux.xml': on('linux'), 'windows.xml': on('windows') }))
    expect(summary.totals.tests).toBe(1)
  })

  it('a failure of a class of its own in another format, though the names are the same', async () => {
    const failed: readonly Written[] = [{ name: 'stops', outcome: 'failed' }]
    const other = failed.map((one) => ({ ...one, suite: 'core.T2' }))
    const { summary } = await acceptedOf(named({ 'a.xml': inJunit(failed), 'b.trx': inTrx(other) }))
    expect(summary.totals).toMatchObject({ tests: 2, failed: 2 })
  })
})

describe('the worst of all files counts', () => {
  const of = (outcome: Outcome): Written[] => [{ name: 't', outcome }]
  const outcomes: readonly Outcome[] = ['passed', 'skipped', 'failed', 'errored']
  const pairs = outcomes.flatMap((better, rank) => outcomes.slice(rank + 1).map((worse) => [better, worse] as const))
  const formats: readonly (readonly [string, (cases: readonly Written[]) => string])[] = [
    ['JUnit XML', inJunit],
    ['TRX', inTrx],
  ]

  it.each(pairs)('%s in one and %s in another', async (better, worse) => {
    for (const [one, first] of formats)
      for (const [other, second] of formats) {
        // What one format calls an error is a failure to the other, and counts as either.
        if (one !== other && better === 'failed') continue
        for (const [before, after] of [
          [better, worse],
          [worse, better],
        ] as const) {
          const { summary, cases } = await received(named({ a: first(of(before)), b: second(of(after)) }))
          expect(summary.totals, `${one} ${before}, ${other} ${after}`).toEqual(counted(noTests, worse))
          expect(cases.map(({ outcome }) => outcome)).toEqual([worse])
        }
      }
  })

  it('of cases that stand in each file several times, the worst as often as in any', async () => {
    const outcome = fc.constantFrom(...outcomes)
    const cases = fc.array(fc.record({ name: fc.constantFrom('a', 'b'), outcome }), {
      minLength: 1,
      maxLength: 6,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(cases, { minLength: 2, maxLength: 4 }), async (files) => {
        const read = await received(files.map((file, at) => source(inJunit(file), `${at}.xml`)))
        const expected = ['a', 'b'].flatMap((name) =>
          worstOf(files.map((file) => file.filter((one) => one.name === name))),
        )
        expect(tallied(read.cases)).toEqual(expected.toSorted())
        expect(read.summary.totals).toEqual(expected.map(outcomeIn).reduce(counted, noTests))
        expect(read.summary.suites.reduce((sum, { tests }) => sum + tests, 0)).toBe(expected.length)
      }),
      { numRuns: 300 },
    )
  })

  const tallied = (cases: readonly TestCase[]) =>
    cases.map(({ name, outcome }) => `${name.replace('core.T1 › ', '')} ${outcome}`).toSorted()
  const outcomeIn = (text: string) => text.split(' ')[1] as Outcome
  /** Sorts each file's from the worst, and takes the worst of each place. */
  function worstOf(files: readonly (readonly Written[])[]): string[] {
    const sorted = files.map((file) => file.map((one) => outcomes.indexOf(one.outcome)).toSorted((a, b) => b - a))
    const most = Math.max(...sorted.map((file) => file.length))
    const name = files.flat()[0]?.name ?? ''
    return Array.from({ length: most }, (_, at) => Math.max(...sorted.map((file) => file[at] ?? -1))).map(
      (rank) => `${name} ${outcomes[rank]}`,
    )
  }
})

it('never counts more passes of a run in several formats than one of them has', async () => {
  const outcome = fc.constantFrom<Outcome>('passed', 'passed', 'skipped', 'failed')
  const one = fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    suite: fc.constantFrom('x.A', 'x.B'),
    outcome,
  })
  const file = fc.record({
    cases: fc.array(one, { maxLength: 5 }),
    write: fc.constantFrom(inJunit, inTrx, inCtrf),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 2, maxLength: 4 }), async (files) => {
      const texts = files.filter(({ cases }) => cases.length > 0).map(({ cases, write }) => write(cases))
      fc.pre(texts.length > 1)
      const { summary, cases } = await received(texts.map((text) => source(text)))
      const bad = files.flatMap(({ cases }) => cases).filter((found) => found.outcome === 'failed')
      expect(summary.totals.failed > 0).toBe(bad.length > 0)
      expect(cases).toHaveLength(summary.totals.tests)
      expect(cases.map(({ outcome }) => outcome).reduce(counted, noTests)).toEqual(summary.totals)
      for (const suite of summary.suites)
        expect(suite.tests).toBe(cases.filter((one) => one.suite === suite.suite).length)
      expect(Math.min(...Object.values(summary.totals))).toBeGreaterThanOrEqual(0)
      const again = await received([...texts, ...texts].map((text) => source(text)))
      expect(again.summary.totals).toEqual(summary.totals)
    }),
    { numRuns: 300 },
  )
})

/** Reads as it is taken in, with the cases that the archive holds. */
async function received(sources: Parameters<typeof acceptedOf>[0]) {
  const read = await readReceivedReport(sources)
  if (!read.ok) throw new Error(JSON.stringify(read.refusal))
  return { summary: read.value.summary, cases: [...readCaseArchive(read.value.cases)] }
}

describe('the gate', () => {
  const of = (tests: number) =>
    Array.from({ length: tests }, (_, at): Written => ({ name: `case ${at}`, outcome: 'passed' }))
  const rules = { minTests: 21_000, requiredSuites: [] }

  it.each([
    ['the same file', inJunit(of(10_501)), inJunit(of(10_501))],
    ['the same run, written again', inJunit(of(10_501)), inJunit(of(10_501), '9')],
    ['the same run as TRX', inJunit(of(10_501)), inTrx(of(10_501))],
    ['the same run as CTRF', inJunit(of(10_501)), inCtrf(of(10_501))],
    ['one more case', inJunit(of(10_501)), inJunit(of(21_000))],
  ])('does not let through what is more than 21,000 only with %s', async (_, first, second) => {
    const { summary } = await received(named({ 'a.xml': first, 'b.xml': second }))
    expect(passGate(summary, rules)).toMatchObject({
      ok: false,
      refusal: {
        shortfalls: [{ rule: 'too-few-passed', passed: second === inJunit(of(21_000)) ? 21_000 : 10_501 }],
      },
    })
  })

  it('lets through two halves that are not the same', async () => {
    const halves = [of(21_001).slice(0, 10_500), of(21_001).slice(10_500)]
    const { summary } = await received(halves.map((half) => source(inJunit(half))))
    expect(passGate(summary, rules).ok).toBe(true)
  })
})

it('leaves shards of a report as they are', async () => {
  const shards = Object.fromEntries(
    Array.from({ length: 40 }, (_, shard) => [
      `${shard}.xml`,
      junit(Array.from({ length: 500 }, (_, i) => `<testcase classname="c${shard}" name="case ${i}"/>`).join('')),
    ]),
  )
  const { summary, files } = await acceptedOf(named(shards))
  expect(summary.totals.tests).toBe(20_000)
  expect(files).not.toHaveProperty('repeated')
})
