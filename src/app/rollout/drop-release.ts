import { undone } from '../../domain/findings/verification.ts'
import { dropVerifications } from '../failures/drop-verification.ts'
import type { StatusChanged, Tx } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'

type Dropped = { readonly version: string; readonly clients: readonly string[]; readonly change: StatusChanged }

/**
 * Drops what a withdrawn release leaves undone at some clients: verifications that run or wait for a verdict, with their
 * findings, and urgent requests for it that nothing has come of yet; their askers are told why.
 */
export async function dropRelease(tx: Tx, { version, clients, change }: Dropped, now: Date): Promise<void> {
  await dropVerifications(tx, await tx.verifications.lockOf(version, undone, clients), now)
  const { by, reasons } = change
  for (const { id } of await tx.urgentRequests.undecidedOf(version, clients)) {
    const request = await tx.urgentRequests.lock(id)
    if (!request) continue
    const decision = `Release ${version} was withdrawn${reasons.reason ? `: ${reasons.reason}` : ''}`
    await tx.urgentRequests.save({ ...request, status: 'declined', decidedBy: by, decision })
    const { client, environment, release } = request
    const facts = { request: id, environment, release, by, reason: decision }
    tell(tx, { kind: 'urgent-declined', client, facts }, now)
  }
}
