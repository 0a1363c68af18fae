import type { ReportFiles, ReportSources } from '../../app/ports/report-source.ts'
import type { ReportSummary, TestCase } from '../../domain/reports/health-report.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import type { FormatReader } from './formats/format-reader.ts'
import { makeJsonFormatReader } from './formats/json/read-json.ts'
import { makeTapReader } from './formats/tap/read-tap.ts'
import { makeXmlReader } from './formats/xml-formats.ts'
import { decodeText } from './input/decode-text.ts'
import type { Format } from './input/sniff-format.ts'
import { makeBudget } from './intake/budget.ts'
import { makeFilesRead } from './intake/files-read.ts'
import { openFiles, type ReportFile } from './intake/open-files.ts'
import { defaultLimits, type ReportLimits } from './report-limits.ts'
import { blamedOn, type ReportRefusal, ReportRefused } from './report-refusal.ts'
import type { Declared } from './tally/declared.ts'
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

export type ReadTestReport = {
  readonly summary: ReportSummary
  /** What its heads say that it holds in all; null where they say nothing. */
  readonly declared: Declared
  readonly files: ReportFiles
  /** How large its files are together, unpacked. */
  readonly bytes: number
  /**
   * @returns what tells, of all cases that `onCase` was called for, those that do not count after all, since a worse one
   * of another file stands in their place; to be asked of each once. Null where there is none; where there are some, and
   * files of several formats, the summary's totals are right and its suites are to be counted anew.
   */
  superseded(): ((testCase: TestCase) => boolean) | null
}

/**
 * Reads a test report to its end, from one file or from many, each in any format of `formats/`, gzipped or not, in UTF-8,
 * UTF-16 or the encoding its XML declaration names; ZIP and tar archives of them. What a file is, is told from its bytes.
 * Memory stays the same whatever the size; a ZIP archive is held packed, and of the cases of many files their hashes.
 * A case that stands in several files counts as often as in the one in which it stands most often.
 *
 * @returns the summary of the whole report, or why it was refused: one file that cannot be read refuses all. What breaks
 * off is refused as truncated.
 */
export async function readTestReport(
  sources: ReportSources,
  { onCase, limits: changed }: ReadOptions,
): Promise<Result<ReadTestReport, ReportRefusal>> {
  const limits = { ...defaultLimits, ...changed }
  const tally = makeReportTally(limits, onCase)
  const files = makeFilesRead()
  const budget = makeBudget(limits)
  try {
    const alone = Array.isArray(sources) && sources.length === 1
    for await (const file of openFiles(sources, { limits, files, budget, alone })) {
      try {
        await readFile(file, limits, tally)
      } catch (error) {
        throw blamedOn(file.name, error)
      }
    }
    const repeated = tally.repeated()
    return ok({
      files: repeated ? { ...files.all(), repeated } : files.all(),
      summary: tally.summary(),
      declared: tally.declared(),
      bytes: budget.bytesRead(),
      superseded: tally.superseded,
    })
  } catch (error) {
    if (error instanceof ReportRefused) return refuse(error.refusal)
    throw error
  }
}

const readers: Readonly<Record<Format['kind'], (limits: ReportLimits, tally: ReportTally) => FormatReader>> = {
  xml: makeXmlReader,
  json: makeJsonFormatReader,
  tap: makeTapReader,
}

async function readFile({ name, bytes, alone }: ReportFile, limits: ReportLimits, tally: ReportTally): Promise<void> {
  tally.openFile(name, alone)
  try {
    const { kind, chunks } = await decodeText(bytes)
    const reader = readers[kind](limits, tally)
    for await (const chunk of chunks) reader.write(chunk)
    reader.end()
  } finally {
    await bytes.return(undefined)
  }
  tally.closeHead()
}
