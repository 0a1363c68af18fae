import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTestReport } from '../../../src/adapters/test-report/read-test-report.ts'
import { writeReport } from '../../../src/adapters/test-report/writers/write-report.ts'
import type { ReportFormat } from '../../../src/app/use-cases/report-reads.ts'
import type { ReportSummary, TestCase } from '../../../src/domain/reports/health-report.ts'
import { accepted, fixture, inPieces, reports } from './reading.ts'

const writtenOf = (format: ReportFormat, summary: ReportSummary, cases: readonly TestCase[]): string => {
  const receivedAt = new Date('2026-12-06T06:00:00Z')
  return [...writeReport(format, { title: 'Acme “College” <3.9.12>', receivedAt, summary, cases })].join('')
}

describe('a report that is downloaded', () => {
  it.each(reports.map(([name]) => name))('%s: read again, it is the same', async (name) => {
    const found = await accepted(fixture(name))
    for (const format of ['junit', 'ctrf'] as const) {
      const again = await accepted(writtenOf(format, found.summary, found.cases))
      expect(again.summary.totals, format).toEqual(found.summary.totals)
      expect(again.summary.suites, format).toEqual(found.summary.suites)
      const told = ({ suite, name, outcome, message }: TestCase) => ({ suite, name, outcome, message })
      expect(again.cases.map(told), format).toEqual(found.cases.map(told))
    }
    const junit = await accepted(writtenOf('junit', found.summary, found.cases))
    expect(junit.summary.suiteErrors).toEqual(found.summary.suiteErrors)
  })

  it('holds any text without breaking, and keeps the totals', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 })
    const outcome = fc.constantFrom('passed', 'failed', 'errored', 'skipped' as const)
    const testCase = fc.record({ suite: text, name: text, outcome, message: text, output: text })
    await fc.assert(
      fc.asyncProperty(fc.array(testCase, { maxLength: 5 }), async (drafts) => {
        const cases = drafts.map((draft): TestCase => ({ ...draft, milliseconds: null }))
        const count = (wanted: TestCase['outcome']) => cases.filter((one) => one.outcome === wanted).length
        const totals = {
          tests: cases.length,
          passed: count('passed'),
          failed: count('failed'),
          errored: count('errored'),
          skipped: count('skipped'),
        }
        const summary = { totals, suites: [], suiteErrors: [], declaredTests: null, problems: [] }
        for (const format of ['junit', 'ctrf'] as const) {
          const body = inPieces(writtenOf(format, summary, cases))
          const read = await readTestReport([{ name: '', body }], { onCase: () => undefined })
          expect(read).toMatchObject({ ok: true, value: { summary: { totals } } })
        }
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['=HYPERLINK("http://evil.example","click")', `"'=HYPERLINK(""http://evil.example"",""click"")"`],
    ['+1+1', `"'+1+1"`],
    ['-2+3+cmd|" /C calc"!A0', `"'-2+3+cmd|"" /C calc""!A0"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['  =1', `"'  =1"`],
    ['＝1', `"'＝1"`],
    ['\t=1', `"'\t=1"`],
    ['grades, "final"\nrow', '"grades, ""final""\nrow"'],
  ])('as CSV, %j is text and no formula', (name, cell) => {
    const testCase = {
      suite: 's',
      name,
      outcome: 'failed',
      message: '',
      output: '',
      milliseconds: 1500,
    } as const
    const csv = writtenOf('csv', { totals, suites: [], suiteErrors: [], declaredTests: null, problems: [] }, [testCase])
    expect(csv).toBe(`\ufeffoutcome,suite,name,seconds,message,output\r\nfailed,"s",${cell},1.5,,\r\n`)
  })
  const totals = { tests: 1, passed: 0, failed: 1, errored: 0, skipped: 0 }
})
