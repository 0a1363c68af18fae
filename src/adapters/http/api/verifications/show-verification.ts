import type { ReportFiles } from '../../../../app/ports/report-source.ts'
import type { ReceivedHealth } from '../../../../app/use-cases/pipeline.ts'
import type { VerificationView } from '../../../../app/use-cases/reads.ts'
import type { Verification } from '../../../../domain/findings/verification.ts'
import { showFiles } from '../reports/files-schema.ts'

export const showVerification = (verification: Verification) => ({
  id: verification.id,
  client: verification.client,
  release: verification.release,
  status: verification.status,
  attempt: verification.attempt,
  requestedAt: verification.requestedAt.toISOString(),
  heardAt: verification.heardAt.toISOString(),
  revision: verification.revision,
})

export const showView = ({ verification, report, findings }: VerificationView) => ({
  ...showVerification(verification),
  report: report && {
    id: report.id,
    totals: report.summary.totals,
    suites: report.summary.suites,
    comparison: report.comparison,
    receivedAt: report.receivedAt.toISOString(),
  },
  findings: findings.map(({ id, kind, suite, name, message, status, compared }) => ({
    id,
    kind,
    suite,
    name,
    message,
    status,
    compared: compared?.word ?? null,
  })),
})

export const showReceived = ({ verification, report, findings }: ReceivedHealth, files: ReportFiles) => ({
  verification: verification.id,
  client: verification.client,
  release: verification.release,
  status: verification.status,
  report: report.id,
  totals: report.summary.totals,
  findings: findings.length,
  ...showFiles(files),
})
