import type { Verification } from '../domain/verification.ts'
import type { Tx } from './ports.ts'

/** What a withdrawn release or a new run leaves behind: nobody looks at it any more, nor at its findings. */
export async function dropVerification(tx: Tx, verification: Verification): Promise<void> {
  await tx.verifications.save({ ...verification, status: 'obsolete' })
  for (const finding of await tx.findings.ofVerification(verification.id)) {
    if (finding.status !== 'obsolete') await tx.findings.save({ ...finding, status: 'obsolete' })
  }
}
