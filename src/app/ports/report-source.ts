import type { ReportSummary, TestCase } from '../../domain/reports/health-report.ts'
import type { ReportPart } from '../../domain/reports/report-part.ts'
import type { Result } from '../../domain/values/result.ts'

/** Something in which a report came: a file, packed or not, or an archive of files. It is read at most once. */
export type ReportSource = {
  /** As its sender knows it: only shown, never opened. Empty where it has none. */
  readonly name: string
  /** Its bytes, as they came; nothing is opened before they are asked for. */
  readonly body: AsyncIterable<Uint8Array>
  /** It was come upon in a folder, and named by nobody: whether it is read is told by its name. */
  readonly found?: boolean
}

export type ReportSources = Iterable<ReportSource> | AsyncIterable<ReportSource>

/** What a report was read from. */
export type ReportFiles = {
  readonly read: number
  /** How many files of folders and archives were left unread, since their names are no report's. */
  readonly passedOver: number
  /** The first of those, by name. */
  readonly passedOverNames: readonly string[]
  /** Where cases stood in several files: how many were left out for it, and in which files, the first by name. */
  readonly repeated?: { readonly cases: number; readonly names: readonly string[] }
}

/** A report that was read to its end, before anything of it is stored. */
export type ReceivedReport = {
  readonly summary: ReportSummary
  /** The cases that failed or errored, in file order, at most `massFailure + 1` of them. */
  readonly failures: readonly TestCase[]
  /** The compact archive of every case. */
  readonly cases: Uint8Array
  /** What it was read from. */
  readonly files: ReportFiles
  /** How large its files are together, unpacked. */
  readonly bytes: number
  /** The parts that it was read from, where it came in parts. */
  readonly parts?: readonly ReportPart[]
}

/** Reads all the files of one report to their end, whatever their formats; takes nothing of one that it refuses. */
export type ReadReport = (sources: ReportSources) => Promise<Result<ReceivedReport, UnreadReport>>

/** Why a report could not be read. `file` is the name of the file that is to blame; empty where it has none. */
export type UnreadReport = { readonly code: string; readonly detail: string; readonly file: string }
