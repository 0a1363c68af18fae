import type { Finding } from '../../domain/findings/finding.ts'
import { type Actor, hasRole } from '../../domain/people/actor.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import type { Tx } from '../ports/ports.ts'
import type { AboutFinding, TriageRefusal } from '../use-cases/triage.ts'

type Found = Result<Finding, TriageRefusal>

/** @returns the finding, read under the lock of its release's failures, if this specialist may look at it */
export async function findingFor(tx: Tx, actor: Actor, { finding: id }: AboutFinding): Promise<Found> {
  if (!hasRole(actor, 'specialist'))
    return refuse({ code: 'not-yours', detail: 'Findings are decided by the application specialists.' })
  const known = await tx.findings.find(id)
  if (!known) return refuse({ code: 'unknown-finding', detail: `There is no finding ${id}.` })
  await tx.findings.lockGroups(known.release)
  const finding = await tx.findings.find(id)
  if (!finding || finding.status === 'obsolete') {
    const detail = `${id} is no longer current: the copy was checked again, or the release was withdrawn.`
    return refuse({ code: 'obsolete', detail })
  }
  return ok(finding)
}
