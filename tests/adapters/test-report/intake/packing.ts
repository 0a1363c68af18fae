import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { type ZipOptions, zipSync } from 'fflate'
import { pack } from 'tar-stream'
import { readTestReport } from '../../../../src/adapters/test-report/read-test-report.ts'
import type { ReportLimits } from '../../../../src/adapters/test-report/report-limits.ts'
import type { ReportSource, ReportSources } from '../../../../src/app/ports/report-source.ts'
import type { TestCase } from '../../../../src/domain/reports/health-report.ts'
import { inPieces } from '../reading.ts'

/** Names and what is in them; an empty text under a name that ends in a slash is a folder. */
export type Files = Readonly<Record<string, Buffer | string>>

export const zipped = (files: Files, options: ZipOptions = {}): Buffer =>
  Buffer.from(
    zipSync(
      Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new Uint8Array(Buffer.from(text))])),
      options,
    ),
  )

export async function tarred(files: Files | (readonly [TarHeader, (Buffer | string)?])[]): Promise<Buffer> {
  const packing = pack()
  const entries: readonly (readonly [TarHeader, (Buffer | string)?])[] = Array.isArray(files)
    ? files
    : Object.entries(files).map(([name, text]) => [{ name }, text] as const)
  for (const [header, text] of entries) {
    if (text === undefined) packing.entry({ ...header, size: 0 })
    else packing.entry(header, text)
  }
  packing.finalize()
  return buffer(packing as unknown as AsyncIterable<Buffer>)
}
export type TarHeader = Parameters<ReturnType<typeof pack>['entry']>[0]

export const tarGz = async (files: Files): Promise<Buffer> => gzipSync(await tarred(files))

export const source = (body: Buffer | string, name = '', size?: number): ReportSource => ({
  name,
  body: inPieces(body, size),
})

/** Reads sources as one report and keeps every case. */
export async function readAll(sources: ReportSources, limits: Partial<ReportLimits> = {}) {
  const cases: TestCase[] = []
  const read = await readTestReport(sources, { onCase: (testCase) => cases.push(testCase), limits })
  return { cases, read }
}

export async function acceptedOf(sources: ReportSources, limits: Partial<ReportLimits> = {}) {
  const { cases, read } = await readAll(sources, limits)
  if (!read.ok) throw new Error(`refused: ${JSON.stringify(read.refusal)}`)
  return { cases, ...read.value }
}

export async function refused(sources: ReportSources, limits: Partial<ReportLimits> = {}) {
  const { read } = await readAll(sources, limits)
  if (read.ok) throw new Error(`taken for a report: ${JSON.stringify(read.value)}`)
  return read.refusal
}
