import type { ReportSummary, TestCase } from '../../domain/health-report.ts'
import { ok, type Result, refuse } from '../../domain/result.ts'
import { decodeText } from './decode-text.ts'
import { makeCtrfReader } from './read-ctrf.ts'
import { makeJunitReader } from './read-junit.ts'
import { defaultLimits, type ReportLimits } from './report-limits.ts'
import { type ReportRefusal, ReportRefused } from './report-refusal.ts'
import { makeReportTally } from './report-tally.ts'
import { unpack } from './unpack.ts'

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
 * Reads a test report from a stream to its end: JUnit XML or CTRF JSON, gzip of either, in UTF-8, UTF-16 or the
 * encoding its XML declaration names; what it is, is told from its bytes. Memory stays the same whatever its size.
 *
 * @returns the summary of the whole report, or why it was refused; a stream that breaks off is refused as truncated.
 */
export async function readTestReport(
  body: AsyncIterable<Uint8Array>,
  { onCase, limits: changed }: ReadOptions,
): Promise<Result<ReportSummary, ReportRefusal>> {
  const limits = { ...defaultLimits, ...changed }
  const bytes = unpack(body, limits)
  try {
    const { kind, chunks } = await decodeText(bytes)
    const tally = makeReportTally(limits, onCase)
    const reader = kind === 'xml' ? makeJunitReader(limits, tally) : makeCtrfReader(limits, tally)
    for await (const chunk of chunks) reader.write(chunk)
    return ok(reader.end())
  } catch (error) {
    if (error instanceof ReportRefused) return refuse(error.refusal)
    throw error
  } finally {
    await bytes.return(undefined)
  }
}
