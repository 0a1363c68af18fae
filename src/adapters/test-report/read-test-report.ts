import type { ReportSummary, TestCase } from '../../domain/health-report.ts'
import { ok, type Result, refuse } from '../../domain/result.ts'
import type { FormatReader } from './formats/format-reader.ts'
import { makeJsonFormatReader } from './formats/json/read-json.ts'
import { makeTapReader } from './formats/tap/read-tap.ts'
import { makeXmlReader } from './formats/xml-formats.ts'
import { decodeText } from './input/decode-text.ts'
import type { Format } from './input/sniff-format.ts'
import { unpack } from './input/unpack.ts'
import { defaultLimits, type ReportLimits } from './report-limits.ts'
import { type ReportRefusal, ReportRefused } from './report-refusal.ts'
import { makeReportTally, type ReportTally } from './tally/report-tally.ts'

export type ReadOptions = {
  /**
   * Called for every case, in the order of the file, before the report is known to be whole: keep nothing for good
   * until the summary is there. What it throws comes out of `readTestReport`. The name of a case that passed may be a
   * slice of the piece it was read from, so copy what is kept for long.
   */
  readonly onCase: (testCase: TestCase) => void
  readonly limits?: Partial<ReportLimits>
}

/**
 * Reads a test report from a stream to its end in any format of `formats/`, gzipped or not, in UTF-8, UTF-16 or the
 * encoding its XML declaration names; what it is, is told from its bytes. Memory stays the same whatever its size.
 *
 * @returns the summary of the whole report, or why it was refused; a stream that breaks off is refused as truncated.
 */
export async function readTestReport(
  body: AsyncIterable<Uint8Array>,
  { onCase, limits: changed }: ReadOptions,
): Promise<Result<ReportSummary, ReportRefusal>> {
  const limits = { ...defaultLimits, ...changed }
  const tally = makeReportTally(limits, onCase)
  try {
    await readFile(body, limits, tally)
    return ok(tally.summary())
  } catch (error) {
    if (error instanceof ReportRefused) return refuse(error.refusal)
    throw error
  }
}

const readers: Readonly<Record<Format['kind'], (limits: ReportLimits, tally: ReportTally) => FormatReader>> =
  {
    xml: makeXmlReader,
    json: makeJsonFormatReader,
    tap: makeTapReader,
  }

async function readFile(
  body: AsyncIterable<Uint8Array>,
  limits: ReportLimits,
  tally: ReportTally,
): Promise<void> {
  const bytes = unpack(body, limits)
  try {
    const { kind, chunks } = await decodeText(bytes)
    const reader = readers[kind](limits, tally)
    for await (const chunk of chunks) reader.write(chunk)
    reader.end()
  } finally {
    await bytes.return(undefined)
  }
}
