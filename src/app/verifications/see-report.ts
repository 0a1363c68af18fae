import type { Finding } from '../../domain/findings/finding.ts'
import type { Verification } from '../../domain/findings/verification.ts'
import { mayReaderSee, type Reader } from '../../domain/people/reader.ts'
import type { TestCase } from '../../domain/reports/health-report.ts'
import type { HealthReport, Tx } from '../ports/ports.ts'

/** Finds a verification that the reader may see, with its report. */
export async function seenVerification(
  tx: Tx,
  id: string,
  reader: Reader,
): Promise<{ readonly verification: Verification; readonly report: HealthReport | null } | null> {
  const verification = await tx.verifications.find(id)
  if (!verification || !mayReaderSee(reader, verification.client)) return null
  return { verification, report: verification.report ? await tx.reports.find(verification.report) : null }
}

/** The report of a verification that the reader may see, with the archive of its cases; null before there is one. */
export async function seenArchive(
  tx: Tx,
  id: string,
  reader: Reader,
): Promise<{ readonly report: HealthReport; readonly client: string; readonly archive: Uint8Array } | null> {
  const seen = await seenVerification(tx, id, reader)
  const archive = seen?.report ? await tx.reports.casesOf(seen.report.id) : null
  return seen?.report && archive ? { report: seen.report, client: seen.verification.client, archive } : null
}

/** A client reads what failed, never what the copy wrote while it did: that is for the vendor's specialists. */
export const caseFor = (testCase: TestCase, reader: Reader): TestCase =>
  reader.kind === 'staff' || testCase.output === '' ? testCase : { ...testCase, output: '' }

const somebody = { kind: 'person', id: '', name: '', forVendor: true } as const

/** What a client may know of a finding: that it is looked at, what was decided, and a note that is meant for it. */
export function findingFor(finding: Finding, reader: Reader): Finding {
  if (reader.kind === 'staff') return finding
  const { verdict } = finding
  return {
    ...finding,
    output: '',
    claimedBy: null,
    verdict: verdict && {
      decision: verdict.decision,
      at: verdict.at,
      forClient: verdict.forClient,
      by: somebody,
      reason: null,
      ticket: null,
      note: verdict.forClient ? verdict.note : null,
    },
  }
}
