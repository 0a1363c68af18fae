import { type Actor, hasRole, stampOf } from '../../domain/people/actor.ts'
import { mayTurn, type UrgentRequest, type UrgentRequestStatus } from '../../domain/updates/urgent-request.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import { changeOnce } from '../ports/change.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'
import type { AboutRequest, ChatUseCases, UrgentRefusal } from '../use-cases/chat.ts'

type Outcome = Result<UrgentRequest, UrgentRefusal>

/** Takes a request in hand, so that nobody works on it twice; another one of services may take it over. */
export const makeClaimRequest =
  (ports: Ports): ChatUseCases['claimRequest'] =>
  ({ actor, request, ...about }) =>
    changeOnce<Outcome>(ports, { actor, request }, async (tx) => {
      const found = await requestForServices(tx, actor, about, 'claimed')
      if (!found.ok) return found
      const by = stampOf(actor, found.value.client)
      const saved = await tx.urgentRequests.save({ ...found.value, status: 'claimed', claimedBy: by })
      return told(tx, ports, saved, 'urgent-claimed', by)
    })

/** Says no, with a reason that the asker reads. */
export const makeDeclineRequest =
  (ports: Ports): ChatUseCases['declineRequest'] =>
  ({ actor, request, reason, ...about }) =>
    changeOnce<Outcome>(ports, { actor, request }, async (tx) => {
      const found = await requestForServices(tx, actor, about, 'declined')
      if (!found.ok) return found
      const by = stampOf(actor, found.value.client)
      const saved = await tx.urgentRequests.save({
        ...found.value,
        status: 'declined',
        decidedBy: by,
        decision: reason,
      })
      const now = ports.clock.now()
      const { id, client, environment, release } = saved
      tx.audit.write({
        actor: by,
        action: 'urgent-declined',
        client,
        subject: id,
        detail: { reason },
        at: now,
      })
      tell(tx, { kind: 'urgent-declined', client, facts: { request: id, environment, release, by, reason } }, now)
      return ok(saved)
    })

/** The asker takes the wish back, as long as nothing is scheduled from it. */
export const makeWithdrawRequest =
  (ports: Ports): ChatUseCases['withdrawRequest'] =>
  ({ actor, request, requestId }) =>
    changeOnce<Outcome>(ports, { actor, request }, async (tx) => {
      const asked = await tx.urgentRequests.lock(requestId)
      if (!asked || actor.kind !== 'person' || !actor.administers.includes(asked.client))
        return refuse(unknownRequest(requestId))
      if (asked.status === 'scheduled' || !mayTurn(asked.status, 'withdrawn')) return refuse(alreadyDecided(asked))
      const by = stampOf(actor, asked.client)
      const saved = await tx.urgentRequests.save({ ...asked, status: 'withdrawn' })
      return told(tx, ports, saved, 'urgent-withdrawn', by)
    })

function told(
  tx: Tx,
  ports: Ports,
  saved: UrgentRequest,
  kind: 'urgent-claimed' | 'urgent-withdrawn',
  by: ReturnType<typeof stampOf>,
): Outcome {
  const now = ports.clock.now()
  const { id, client, environment, release } = saved
  tx.audit.write({ actor: by, action: kind, client, subject: id, detail: {}, at: now })
  tell(tx, { kind, client, facts: { request: id, environment, release, by } }, now)
  return ok(saved)
}

/** @returns the request, held, if this member of services may turn it into `to` now */
export async function requestForServices(
  tx: Tx,
  actor: Actor,
  { requestId, seen }: AboutRequest,
  to: UrgentRequestStatus,
): Promise<Outcome> {
  if (!hasRole(actor, 'services'))
    return refuse({ code: 'not-yours', detail: 'Urgent requests are decided by the services team.' })
  const asked = await tx.urgentRequests.lock(requestId)
  if (!asked) return refuse(unknownRequest(requestId))
  if (!mayTurn(asked.status, to)) return refuse(alreadyDecided(asked))
  if (seen !== null && seen !== asked.revision && to !== 'claimed' && asked.status !== 'claimed') {
    return refuse({
      code: 'changed-meanwhile',
      detail: `Request ${asked.id} has changed; look at it again.`,
      request: asked,
    })
  }
  return ok(asked)
}

const unknownRequest = (id: string): UrgentRefusal => ({
  code: 'not-yours',
  detail: `There is no open request ${id} of yours.`,
})

const alreadyDecided = (request: UrgentRequest): UrgentRefusal => ({
  code: 'already-decided',
  detail: `Request ${request.id} is ${request.status}${request.decidedBy ? ` by ${request.decidedBy.name}` : ''}.`,
  request,
})
