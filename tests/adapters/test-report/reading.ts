import { readFileSync } from 'node:fs'
import { readTestReport } from '../../../src/adapters/test-report/read-test-report.ts'
import type { ReportLimits } from '../../../src/adapters/test-report/report-limits.ts'
import type { TestCase, Totals } from '../../../src/domain/reports/health-report.ts'
import { ok } from '../../../src/domain/values/result.ts'

const folder = new URL('../../fixtures/health-reports/', import.meta.url)

export const fixture = (name: string): Buffer => readFileSync(new URL(name, folder))

type Expected = Record<string, Totals | { refused: true }>
export const expected: Expected = JSON.parse(fixture('expected.json').toString())

/** The fixtures that are reports, with what each must count. */
export const reports: [name: string, totals: Totals][] = Object.entries(expected).flatMap(([name, totals]) =>
  'refused' in totals ? [] : [[name, totals]],
)

export async function* inPieces(body: Buffer | string, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(body)
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

/** Reads a body to its end and keeps every case. */
export async function read(body: Buffer | string | AsyncIterable<Uint8Array>, limits: Partial<ReportLimits> = {}) {
  const cases: TestCase[] = []
  const stream = typeof body === 'string' || Buffer.isBuffer(body) ? inPieces(body) : body
  const read = await readTestReport([{ name: '', body: stream }], {
    onCase: (testCase) => cases.push(testCase),
    limits,
  })
  return { cases, result: read.ok ? ok(read.value.summary) : read }
}

export async function accepted(body: Parameters<typeof read>[0], limits: Partial<ReportLimits> = {}) {
  const { cases, result } = await read(body, limits)
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}: ${result.refusal.detail}`)
  return { cases, summary: result.value }
}

export async function refusalOf(body: Parameters<typeof read>[0], limits: Partial<ReportLimits> = {}) {
  const { result } = await read(body, limits)
  if (result.ok) throw new Error(`taken for a report: ${JSON.stringify(result.value.totals)}`)
  const { code, detail } = result.refusal
  return { code, detail }
}

/** One suite around the given cases. */
export const junit = (cases: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites><testsuite name="suite">${cases}</testsuite></testsuites>`

export const escapedXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;')
