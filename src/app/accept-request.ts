import { stampOf } from '../domain/actor.ts'
import { bindingFreeze } from '../domain/freeze.ts'
import { ok, type Result, refuse } from '../domain/result.ts'
import { isQuarterHour } from '../domain/slot.ts'
import { after, isBefore, minute } from '../domain/span.ts'
import type { UrgentRequest } from '../domain/urgent-request.ts'
import { awaitsReport } from '../domain/verification.ts'
import type { ChatUseCases, UrgentRefusal } from './app.ts'
import { changeOnce } from './change.ts'
import { requestForServices } from './decide-request.ts'
import { readPlanning } from './planning.ts'
import type { Ports, Tx } from './ports.ts'
import { scheduleUrgent } from './schedule-urgent.ts'
import { tell } from './tell.ts'

/**
 * Services say yes, with a time. Where the client's copy was found healthy the update is scheduled at once; otherwise
 * the verification is started ahead of the queue and the request waits as accepted, and says so (DESIGN 2.9).
 */
export const makeAcceptRequest =
  (ports: Ports): ChatUseCases['acceptRequest'] =>
  async ({ actor, request, startsAt, ...about }) => {
    const outcome = await changeOnce<Result<UrgentRequest, UrgentRefusal>>(
      ports,
      { actor, request },
      async (tx) => {
        const found = await requestForServices(tx, actor, about, 'accepted')
        if (!found.ok) return found
        const asked = found.value
        const refusal = await refusalOfStart(tx, ports, asked, startsAt)
        if (refusal) return refuse(refusal)
        const now = ports.clock.now()
        const by = stampOf(actor, asked.client)
        const accepted = await tx.urgentRequests.save({
          ...asked,
          status: 'accepted',
          decidedBy: by,
          startsAt,
        })
        await tx.audit.write({
          actor: by,
          action: 'urgent-accepted',
          client: asked.client,
          subject: asked.id,
          detail: { startsAt: startsAt.toISOString() },
          at: now,
        })
        const verification = await tx.verifications.current(asked.client, asked.release)
        if (verification?.status === 'passed') return ok(await scheduleUrgent(tx, ports, accepted, startsAt))
        if (!verification || !(awaitsReport(verification.status) || verification.status === 'reported')) {
          if (verification) await tx.verifications.save({ ...verification, status: 'obsolete' })
          await tx.verifications.insert({ client: asked.client, release: asked.release, urgent: true }, now)
        }
        const { id, client, environment, release } = accepted
        const facts = { request: id, environment, release, by, startsAt: startsAt.toISOString() }
        await tell(tx, { kind: 'urgent-waiting', client, facts }, now)
        return ok(accepted)
      },
    )
    ports.wake('verifications')
    return outcome
  }

/** Capacity and the vendor's freezes apply to an urgent update; the client's own do not: the client asked. */
async function refusalOfStart(
  tx: Tx,
  ports: Ports,
  { client: id }: UrgentRequest,
  startsAt: Date,
): Promise<UrgentRefusal | null> {
  const client = await tx.clients.find(id)
  if (!client) return { code: 'not-yours', detail: `There is no client ${id}.` }
  const planning = await readPlanning(tx, ports, client)
  const { leadMinutes } = planning.numbers
  if (isBefore(startsAt, after(planning.now, leadMinutes * minute))) {
    return { code: 'too-soon', detail: `Choose a start at least ${leadMinutes} minutes from now.` }
  }
  if (!isQuarterHour(startsAt, client.zone))
    return { code: 'not-a-quarter-hour', detail: 'Choose a quarter-hour, such as 02:00 or 02:15.' }
  const vendors = planning.freezes.filter((freeze) => freeze.scope === 'vendor')
  const freeze = bindingFreeze(vendors, startsAt, { kind: 'regular', byServices: false })
  if (freeze)
    return {
      code: 'frozen',
      detail: `Nothing starts then: ${freeze.reason}. Choose a time after the freeze.`,
    }
  if (planning.isFull(startsAt))
    return { code: 'no-capacity', detail: 'That quarter-hour is full. Choose another one.' }
  return null
}
