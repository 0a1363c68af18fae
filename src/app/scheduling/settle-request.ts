import type { ActorStamp } from '../../domain/people/actor.ts'
import type { Update } from '../../domain/updates/update.ts'
import { mayTurn, type UrgentRequestStatus } from '../../domain/updates/urgent-request.ts'
import type { Tx } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'

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
  tell(tx, { kind: 'urgent-redrawn', client, facts: { request: id, environment, release } }, now)
}

/** Closes what was asked for urgently on a system on which something is planned again: it can be moved earlier instead. */
export async function closeNeedless(tx: Tx, update: Update, by: ActorStamp, now: Date): Promise<void> {
  const found = await tx.urgentRequests.open(update)
  const request = found && (await tx.urgentRequests.lock(found.id))
  if (!request || request.status === 'scheduled' || !mayTurn(request.status, 'withdrawn')) return
  const { id, client, environment, release } = await tx.urgentRequests.save({
    ...request,
    status: 'withdrawn',
  })
  const planned = { release: update.release, startsAt: update.startsAt.toISOString() }
  tx.audit.write({
    actor: by,
    action: 'urgent-withdrawn',
    client,
    subject: id,
    detail: planned,
    at: now,
  })
  const facts = { request: id, environment, release, by, planned }
  tell(tx, { kind: 'urgent-withdrawn', client, facts }, now)
}
