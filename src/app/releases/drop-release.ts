import { undone } from '../../domain/findings/verification.ts'
import type { ActorStamp } from '../../domain/people/actor.ts'
import { dropVerifications } from '../failures/drop-verification.ts'
import type { Tx } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'

/**
 * Drops what a withdrawn release leaves undone: verifications that run or wait for a verdict, with their findings, and
 * urgent requests for it that nothing has come of yet; their askers are told why.
 */
export async function dropRelease(
  tx: Tx,
  { version, reason, by }: { readonly version: string; readonly reason: string | null; readonly by: ActorStamp },
  now: Date,
): Promise<void> {
  await dropVerifications(tx, await tx.verifications.lockOf(version, undone), now)
  for (const { id } of await tx.urgentRequests.undecidedOf(version)) {
    const request = await tx.urgentRequests.lock(id)
    if (!request) continue
    const decision = `Release ${version} was withdrawn${reason ? `: ${reason}` : ''}`
    await tx.urgentRequests.save({ ...request, status: 'declined', decidedBy: by, decision })
    const { client, environment, release } = request
    const facts = { request: id, environment, release, by, reason: decision }
    tell(tx, { kind: 'urgent-declined', client, facts }, now)
  }
}
