import { awaitsReport } from '../../domain/findings/verification.ts'
import { stampOf } from '../../domain/people/actor.ts'
import { formatSystem } from '../../domain/people/system.ts'
import { isBehind } from '../../domain/releases/version.ts'
import { isQuarterHour } from '../../domain/time/slot.ts'
import { after, isBefore, minute } from '../../domain/time/span.ts'
import { readInside } from '../../domain/updates/inside-text.ts'
import { isActive } from '../../domain/updates/update.ts'
import type { UrgentRequest } from '../../domain/updates/urgent-request.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import { dropVerifications } from '../failures/drop-verification.ts'
import { changeOnce } from '../ports/change.ts'
import { lockClient } from '../ports/locks.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { type Planning, readPlanning } from '../scheduling/planning.ts'
import { scheduleUrgent, urgentFreeze } from '../scheduling/schedule-urgent.ts'
import { isFull } from '../scheduling/slot-capacity.ts'
import { tell } from '../telling/tell.ts'
import type { ChatUseCases, UrgentRefusal } from '../use-cases/chat.ts'
import { requestForServices } from './decide-request.ts'

/**
 * Services say yes, with a time. Where the client's copy was found healthy the update is scheduled at once; otherwise
 * the verification is started ahead of the queue and the request waits as accepted, and says so (DESIGN 2.9).
 */
export const makeAcceptRequest =
  (ports: Ports): ChatUseCases['acceptRequest'] =>
  async ({ actor, request, startsAt, ...about }) => {
    const outcome = await changeOnce<Result<UrgentRequest, UrgentRefusal>>(ports, { actor, request }, async (tx) => {
      // The client, then the request: a report that comes in meanwhile is waited for, and seen.
      const known = await tx.urgentRequests.find(about.requestId)
      const client = known && (await lockClient(tx, known.client))
      const found = await requestForServices(tx, actor, about, 'accepted')
      if (!found.ok) return found
      const asked = found.value
      if (!client) throw new Error(`Request ${asked.id} names a client that is gone`)
      const planning = await readPlanning(tx, ports, client)
      const refusal = (await refusalOfWish(tx, asked, planning)) ?? (await refusalOfStart(planning, startsAt))
      if (refusal) return refuse(refusal)
      const { now } = planning
      const by = stampOf(actor, asked.client)
      const accepted = await tx.urgentRequests.save({
        ...asked,
        status: 'accepted',
        decidedBy: by,
        startsAt,
      })
      tx.audit.write({
        actor: by,
        action: 'urgent-accepted',
        client: asked.client,
        subject: asked.id,
        detail: { startsAt: startsAt.toISOString() },
        at: now,
      })
      if (await isVerified(tx, asked, now)) return ok(await scheduleUrgent(tx, ports, accepted, startsAt))
      const { id, environment, release } = accepted
      const facts = { request: id, environment, release, by, startsAt: startsAt.toISOString() }
      tell(tx, { kind: 'urgent-waiting', client: asked.client, facts }, now)
      return ok(accepted)
    })
    ports.wake('verifications')
    return outcome
  }

/** Whether the copy was found healthy; if not, its verification is started, or put ahead of the queue. */
async function isVerified(tx: Tx, { client, release }: UrgentRequest, now: Date): Promise<boolean> {
  const verification = await tx.verifications.current(client, release)
  if (verification?.status === 'passed') return true
  if (verification && awaitsReport(verification.status)) await tx.verifications.hurry(verification.id)
  // Findings that nobody has decided yet are decided first; anything else is run again.
  else if (verification?.status !== 'reported') {
    if (verification) await dropVerifications(tx, [verification], now)
    await tx.verifications.insert({ client, release, urgent: true }, now)
  }
  return false
}

/** What was asked for may have become impossible, or needless, while the request waited for an answer. */
async function refusalOfWish(tx: Tx, asked: UrgentRequest, { client }: Planning): Promise<UrgentRefusal | null> {
  const system = client.systems.find(({ environment }) => environment === asked.environment)
  const name = formatSystem(asked)
  const update = await tx.updates.lockCurrent(asked)
  if (update && isActive(update.status)) {
    const detail = `Release ${update.release} is ${update.status} for ${name} by now. Decline the request, or move that update.`
    return { code: 'something-scheduled', detail, update }
  }
  if (!system || !isBehind(system.version, asked.release))
    return { code: 'up-to-date', detail: `${name} runs ${system?.version ?? 'nothing'} by now.` }
  const release = await tx.releases.find(asked.release)
  if (release?.status === 'available') return null
  const detail = `Release ${asked.release} is ${release?.status ?? 'unknown'}; only an available one can be accepted.`
  return { code: 'unknown-release', detail }
}

/** Capacity and the vendor's freezes apply to an urgent update; the client's own do not: the client asked. */
async function refusalOfStart(planning: Planning, startsAt: Date): Promise<UrgentRefusal | null> {
  const { leadMinutes } = planning.numbers
  if (isBefore(startsAt, after(planning.now, leadMinutes * minute))) {
    return { code: 'too-soon', detail: `Choose a start at least ${leadMinutes} minutes from now.` }
  }
  if (!isQuarterHour(startsAt, planning.client.zone))
    return { code: 'not-a-quarter-hour', detail: 'Choose a quarter-hour, such as 02:00 or 02:15.' }
  const freeze = urgentFreeze(planning, startsAt)
  if (freeze)
    return {
      code: 'frozen',
      detail: `Nothing starts then: ${freeze.reason ?? readInside(freeze.inside) ?? 'a freeze'}. Choose a time after the freeze.`,
    }
  await planning.capacity.lock([startsAt])
  if (await isFull(planning.capacity, startsAt))
    return { code: 'no-capacity', detail: 'That quarter-hour is full. Choose another one.' }
  return null
}
