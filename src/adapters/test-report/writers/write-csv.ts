import type { WrittenReport } from '../../../app/use-cases/report-reads.ts'
import type { TestCase } from '../../../domain/reports/health-report.ts'

/**
 * Writes CSV (RFC 4180) with a byte order mark, which tells Excel that it is UTF-8. A cell that a spreadsheet would take
 * for a formula gets an apostrophe before it: what a report says is a stranger's, and is never to be run.
 */
export function* writeCsv({ cases }: WrittenReport): Generator<string> {
  yield '\ufeffoutcome,suite,name,seconds,message,output\r\n'
  for (const testCase of cases) yield `${cells(testCase).join(',')}\r\n`
}

const cells = ({ outcome, suite, name, milliseconds, message, output }: TestCase): string[] => [
  outcome,
  cell(suite),
  cell(name),
  milliseconds === null ? '' : String(milliseconds / 1000),
  cell(message),
  cell(output),
]

const cell = (text: string): string =>
  text === '' ? '' : `"${(formula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

/** What spreadsheets begin a formula with, in the wide forms, too, and behind blanks. */
const formula = /^[\s\0]*[=+\-@＝＋－＠|%]|^[\t\r\n]/
