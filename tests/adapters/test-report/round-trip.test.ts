import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Outcome, TestCase } from '../../../src/domain/reports/health-report.ts'
import { accepted, escapedXml, inPieces } from './reading.ts'

/** Text as a report may hold it, full of what each format has to escape. */
const character = fc.oneof(
  fc.constantFrom(...'<>&"\'/\\]![{}:,;#xé…中😀'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
)
const word = fc.array(character, { maxLength: 12 }).map((characters) =>
  characters
    .join('')
    .replace(/[^ -\ufffd]/g, '')
    .replace(/\p{Surrogate}/gu, '')
    .trim(),
)
const line = word.filter((text) => !text.startsWith('Traceback'))
const text = fc.array(line, { maxLength: 4 }).map((lines) => lines.join('\n').trim())

const testCase = fc
  .record({
    suite: word,
    name: word,
    outcome: fc.constantFrom<Outcome>('passed', 'failed', 'skipped'),
    message: line,
    output: text,
    milliseconds: fc.option(fc.nat(10_000_000)),
  })
  .map((found): TestCase => (found.outcome === 'passed' ? { ...found, message: '', output: '' } : found))
const report = fc.array(testCase, { maxLength: 30 })

const elements = { failed: 'failure', skipped: 'skipped' } as const

function junitOf(cases: readonly TestCase[], cdata: boolean): string {
  const texts = (output: string) =>
    cdata ? `<![CDATA[${output.replaceAll(']]>', ']]]]><![CDATA[>')}]]>` : escapedXml(output)
  const children = ({ outcome, message, output }: TestCase) =>
    outcome === 'failed' || outcome === 'skipped'
      ? `<${elements[outcome]} message="${escapedXml(message)}">${texts(output)}</${elements[outcome]}>`
      : ''
  const time = ({ milliseconds }: TestCase) => (milliseconds === null ? '' : ` time="${milliseconds / 1000}"`)
  const element = (found: TestCase) =>
    `<testcase name="${escapedXml(found.name)}"${time(found)}>${children(found)}</testcase>`
  const suites = cases.map((found) => `<testsuite name="${escapedXml(found.suite)}">${element(found)}</testsuite>`)
  return `<testsuites tests="${cases.length}">${suites.join('\n')}</testsuites>`
}

function ctrfOf(cases: readonly TestCase[]): string {
  const tests = cases.map(({ suite, name, outcome, message, output, milliseconds }) => ({
    name,
    suite,
    status: outcome,
    message,
    trace: output,
    ...(milliseconds === null ? {} : { duration: milliseconds }),
  }))
  return JSON.stringify({ results: { summary: { tests: cases.length }, tests } })
}

const firstLine = (output: string) =>
  output
    .split('\n')
    .find((found) => found.trim() !== '')
    ?.trim() ?? ''

/** What a reader makes of a case: a message that is missing is told from the output. */
const told = (found: TestCase): TestCase =>
  found.outcome === 'passed' ? found : { ...found, message: found.message || firstLine(found.output) }

describe('a report that is written and read again', () => {
  it('is the same as JUnit and as CTRF, however it is cut in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(report, fc.integer({ min: 1, max: 200 }), fc.boolean(), async (cases, size, cdata) => {
        const wanted = cases.map(told)
        for (const body of [junitOf(cases, cdata), ctrfOf(cases)]) {
          const found = await accepted(inPieces(body, size))
          expect(found.cases).toEqual(wanted)
          expect(found.summary.declaredTests).toBe(cases.length)
          expect(found.summary.totals).toEqual({
            tests: cases.length,
            passed: cases.filter(({ outcome }) => outcome === 'passed').length,
            failed: cases.filter(({ outcome }) => outcome === 'failed').length,
            errored: 0,
            skipped: cases.filter(({ outcome }) => outcome === 'skipped').length,
          })
        }
      }),
      { numRuns: 500 },
    )
  })
})
