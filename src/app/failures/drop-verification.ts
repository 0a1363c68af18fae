import { isReported, type Verification } from '../../domain/findings/verification.ts'
import type { Tx } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'
import { redrawFailure } from './redraw-failure.ts'

/** What a withdrawn release or a new run leaves behind: nobody looks at it any more, nor at its findings. */
export async function dropVerification(tx: Tx, verification: Verification, now: Date): Promise<void> {
  const { id, client, release, status, startedAt } = verification
  await tx.findings.lockGroups(release)
  await tx.verifications.save({ ...verification, status: 'obsolete' })
  await tx.reportParts.drop(id)
  const failures = new Map<string, string>()
  for (const finding of await tx.findings.ofVerification(id)) {
    if (finding.status === 'obsolete') continue
    await tx.findings.save({ ...finding, status: 'obsolete' })
    failures.set(finding.fingerprint, finding.id)
  }
  for (const [fingerprint, finding] of failures) await redrawFailure(tx, { id: finding, release, fingerprint }, now)
  if (isReported(status) || startedAt !== null)
    await tell(tx, { kind: 'health-report-redrawn', client, facts: { verification: id, release } }, now)
}
