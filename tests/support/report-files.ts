import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Totals } from '../../src/domain/reports/health-report.ts'

/** A report file of a format that is taken, with what it counts, worked out by hand. */
export type ReportFile = { readonly name: string; readonly path: string; readonly totals: Totals }

type Expected = Readonly<Record<string, Partial<Totals>>>

/** Every fixture that is taken: the dialects of JUnit XML, CTRF, and the files of each other format. */
export const reportFiles: readonly ReportFile[] = ['health-reports', 'report-cases', 'report-formats'].flatMap(
  (folder) => {
    const at = (name: string) => fileURLToPath(new URL(`../fixtures/${folder}/${name}`, import.meta.url))
    const expected: Expected = JSON.parse(readFileSync(at('expected.json'), 'utf8'))
    return Object.entries(expected).flatMap(([name, { tests, passed, failed, errored, skipped }]) =>
      tests === undefined ||
      passed === undefined ||
      failed === undefined ||
      errored === undefined ||
      skipped === undefined
        ? []
        : [{ name: `${folder}/${name}`, path: at(name), totals: { tests, passed, failed, errored, skipped } }],
    )
  },
)

/** @returns the media type under which a tool would send it */
export function mediaTypeOf(name: string): string {
  if (name.includes('health-json/')) return 'application/health+json'
  if (name.endsWith('.json')) return 'application/json'
  return name.endsWith('.tap') ? 'text/plain' : 'application/xml'
}
