import type { ReportSummary } from '../../domain/health-report.ts'

/** Reads a report from consecutive pieces of text, of 64 KB or so each. Both calls throw `ReportRefused`. */
export type ReportReader = {
  write(piece: string): void
  /** @returns the summary, once the report has come to its proper end. */
  end(): ReportSummary
}
