import type { Finding } from '../../domain/findings/finding.ts'
import { isReported, type Verification } from '../../domain/findings/verification.ts'
import type { Tx } from '../ports/ports.ts'
import { type Telling, tellAll } from '../telling/tell.ts'
import { redrawnFailure } from './redraw-failure.ts'

/**
 * What a withdrawn release or a new run leaves behind: nobody looks at these verifications any more, nor at their findings.
 * @param verifications of one release
 */
export async function dropVerifications(tx: Tx, verifications: readonly Verification[], now: Date): Promise<void> {
  const [first] = verifications
  if (!first) return
  await tx.findings.lockGroups(first.release)
  await tx.verifications.drop(verifications)
  const failures = new Map<string, Finding>()
  for (const finding of await tx.findings.dropOf(verifications.map(({ id }) => id)))
    failures.set(finding.fingerprint, finding)
  const reports = verifications
    .filter(({ status, startedAt }) => isReported(status) || startedAt !== null)
    .map(({ id, client, release }): Telling => {
      return { notice: { kind: 'health-report-redrawn', client, facts: { verification: id, release } } }
    })
  tellAll(tx, [...[...failures.values()].map(redrawnFailure), ...reports], now)
}
