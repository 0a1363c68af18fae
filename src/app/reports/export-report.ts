import type { Reader } from '../../domain/people/reader.ts'
import type { TestCase } from '../../domain/reports/health-report.ts'
import type { Ports } from '../ports/ports.ts'
import type { ReportReads } from '../use-cases/report-reads.ts'
import { caseFor, seenArchive } from '../verifications/see-report.ts'

/** The whole report as it is handed out, unpacked as it is asked for. */
export const makeExportReport =
  (ports: Ports): ReportReads['exportReport'] =>
  async (id, reader) => {
    const found = await ports.inTransaction((tx) => seenArchive(tx, id, reader))
    if (!found) return null
    const { report, client, archive } = found
    const suiteErrors = report.summary.suiteErrors.map((error) =>
      reader.kind === 'staff' ? error : { ...error, output: '' },
    )
    return {
      client,
      release: report.release,
      receivedAt: report.receivedAt,
      summary: { ...report.summary, suiteErrors },
      cases: seenCases(ports.readCases(archive), reader),
    }
  }

function* seenCases(cases: Iterable<TestCase>, reader: Reader): Generator<TestCase> {
  for (const testCase of cases) yield caseFor(testCase, reader)
}
