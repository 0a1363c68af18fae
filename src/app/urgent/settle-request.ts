import { mayTurn, type UrgentRequestStatus } from '../../domain/urgent-request.ts'
import { tell } from '../deliveries/tell.ts'
import type { Tx } from '../ports.ts'

/** Writes down what became of the urgent request that an update answers, if it answers one, and redraws its card. */
export async function settleRequest(
  tx: Tx,
  update: string,
  status: Extract<UrgentRequestStatus, 'fulfilled' | 'failed' | 'withdrawn'>,
  now: Date,
): Promise<void> {
  const found = await tx.urgentRequests.ofUpdate(update)
  const request = found && (await tx.urgentRequests.lock(found.id))
  if (!request || !mayTurn(request.status, status)) return
  const { id, client, environment, release } = await tx.urgentRequests.save({ ...request, status })
  await tell(tx, { kind: 'urgent-redrawn', client, facts: { request: id, environment, release } }, now)
}
