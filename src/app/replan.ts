import { stampOf, zerotouch } from '../domain/actor.ts'
import type { MoveCause } from '../domain/notice.ts'
import { quartersAfter } from '../domain/slot.ts'
import { after, hour, isBefore } from '../domain/span.ts'
import type { Update } from '../domain/update.ts'
import { hold } from './hold.ts'
import { legalStart, readPlanning } from './planning.ts'
import type { Ports, Tx } from './ports.ts'
import { tell } from './tell.ts'

/** Least notice of a start that a rule had to plan anew, in hours: reminders still make sense. */
const replanNoticeHours = 24

/** Why an update is held for which no start could be found; a person who chooses one lets it go on. */
export const noLegalStart = 'No maintenance window within reach is free'

/**
 * Gives a scheduled update its next legal start, because its own went by or became illegal, and tells everybody
 * (DESIGN 4.1, Lateness and Freezes). Without a legal start it is held, and ops is told.
 */
export async function replan(
  tx: Tx,
  ports: Ports,
  update: Update,
  cause: Exclude<MoveCause, 'person'>,
): Promise<void> {
  const client = await tx.clients.find(update.client)
  if (!client) return
  const planning = await readPlanning(tx, ports, client)
  const { now } = planning
  const startsAt = legalStart(planning, update.kind, after(now, replanNoticeHours * hour), 1)
  if (!startsAt) {
    await hold(tx, update, { reason: noLegalStart, by: stampOf(zerotouch, client.id) }, now)
    await tell(
      tx,
      {
        kind: 'client-unschedulable',
        client: client.id,
        facts: { release: update.release, reason: 'no-legal-start' },
      },
      now,
    )
    return
  }
  const deadline = isBefore(startsAt, update.deadline) ? update.deadline : quartersAfter(startsAt, 1)
  const moved = await tx.updates.save(
    { ...update, startsAt, deadline, zone: client.zone, chosenBy: 'rule' },
    now,
  )
  const by = stampOf(zerotouch, client.id)
  const [from, to] = [update.startsAt.toISOString(), startsAt.toISOString()]
  await tx.audit.write({
    actor: by,
    action: 'update-rescheduled',
    client: client.id,
    subject: moved.id,
    detail: { from, to, cause },
    at: now,
  })
  const facts = {
    update: moved.id,
    environment: moved.environment,
    release: moved.release,
    from,
    to,
    by,
    cause,
    reason: null,
  }
  await tell(tx, { kind: 'update-rescheduled', client: client.id, facts }, now)
}
