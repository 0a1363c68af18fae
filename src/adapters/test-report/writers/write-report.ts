import type { ReportFormat, WriteReport, WrittenReport } from '../../../app/use-cases/report-reads.ts'
import { writeCsv } from './write-csv.ts'
import { writeCtrf } from './write-ctrf.ts'
import { writeJunit } from './write-junit.ts'

const writers: Readonly<Record<ReportFormat, (report: WrittenReport) => Iterable<string>>> = {
  junit: writeJunit,
  ctrf: writeCtrf,
  csv: writeCsv,
}

/** Writes a report for those who download it; JUnit and CTRF are read again by our own readers to the same totals. */
export const writeReport: WriteReport = (format, report) => writers[format](report)
