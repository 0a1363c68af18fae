import { stampOf, zerotouch } from '../../domain/people/actor.ts'
import { nextQuarterHour, quarterHoursFrom } from '../../domain/time/slot.ts'
import { after, day, later, minute } from '../../domain/time/span.ts'
import { bindingFreeze, type Freeze } from '../../domain/updates/freeze.ts'
import { isActive } from '../../domain/updates/update.ts'
import type { UrgentRequest } from '../../domain/updates/urgent-request.ts'
import { lockClient } from '../ports/locks.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'
import { deadlineOf } from './plan-updates.ts'
import { numbersOf, type Planning, readPlanning } from './planning.ts'
import type { ScheduleOptions } from './schedule-clients.ts'
import { decideWithin, firstFree } from './slot-capacity.ts'

/** Schedules what an accepted request asked for, at `startsAt`. @returns the request as it is now */
export async function scheduleUrgent(
  tx: Tx,
  ports: Ports,
  request: UrgentRequest,
  startsAt: Date,
): Promise<UrgentRequest> {
  const now = ports.clock.now()
  const { client: clientId, environment } = request
  const [client, release] = [await tx.clients.find(clientId), await tx.releases.find(request.release)]
  if (!client || !release) throw new Error(`Request ${request.id} names a client or a release that is gone`)
  const numbers = numbersOf(ports, client)
  const update = await tx.updates.insert(
    {
      client: clientId,
      environment,
      release: release.version,
      kind: release.kind,
      startsAt,
      zone: client.zone,
      expectedMinutes: numbers.expectedMinutes,
      firstStart: startsAt,
      deadline: deadlineOf(startsAt, release.kind, client.zone, numbers),
      chosenBy: 'person',
    },
    now,
  )
  const scheduled = await tx.urgentRequests.save({
    ...request,
    status: 'scheduled',
    startsAt,
    update: update.id,
  })
  const by = request.decidedBy ?? stampOf(zerotouch, clientId)
  const to = startsAt.toISOString()
  tx.audit.write({
    actor: by,
    action: 'urgent-scheduled',
    client: clientId,
    subject: update.id,
    detail: { to, request: request.id },
    at: now,
  })
  const facts = {
    request: request.id,
    environment,
    release: release.version,
    by,
    update: update.id,
    startsAt: to,
  }
  tell(tx, { kind: 'urgent-scheduled', client: clientId, facts }, now)
  // The client's channel gets the card of the update; the one of the request says what became of it.
  const about = { request: request.id, environment, release: release.version }
  tell(tx, { kind: 'urgent-redrawn', client: clientId, facts: about }, now)
  return scheduled
}

/**
 * Schedules the accepted requests that waited for this release's verification of the client, each at its accepted time
 * or, when that has gone by or is no longer free, at the first free one after it.
 */
export async function scheduleWaiting(
  tx: Tx,
  ports: Ports,
  clientId: string,
  version: string,
  { quietly = false }: ScheduleOptions = {},
): Promise<void> {
  const client = await lockClient(tx, clientId)
  const release = await tx.releases.find(version)
  if (!client || release?.status !== 'available') return
  for (const { id } of await tx.urgentRequests.waiting(clientId, version)) {
    const request = await tx.urgentRequests.lock(id)
    if (request?.status !== 'accepted') continue
    const current = await tx.updates.lockCurrent(request)
    if (current && isActive(current.status)) continue
    const planning = await readPlanning(tx, ports, client)
    const earliest = nextQuarterHour(after(planning.now, planning.numbers.leadMinutes * minute))
    const start = await decideWithin(planning.capacity, async () => {
      const found = await nearestStart(planning, later(earliest, request.startsAt ?? earliest))
      if (found) planning.capacity.take(found, 1)
      return found
    })
    if (start) await scheduleUrgent(tx, ports, request, start)
    else if (!quietly) {
      const facts = { release: version, reason: 'no-legal-start' as const }
      tell(tx, { kind: 'client-unschedulable', client: clientId, facts }, planning.now)
    }
  }
}

/** @returns the vendor's freeze over a start; the client's own freezes do not bind what the client asked for */
export const urgentFreeze = ({ freezes }: Planning, startsAt: Date): Freeze | null =>
  bindingFreeze(
    freezes.filter(({ scope }) => scope === 'vendor'),
    startsAt,
    { kind: 'regular', byServices: false },
  )

function nearestStart(planning: Planning, wished: Date): Promise<Date | null> {
  const until = after(wished, planning.numbers.horizonDays * day)
  return firstFree(planning.capacity, unfrozen(planning, quarterHoursFrom(wished, until)), 1)
}

function* unfrozen(planning: Planning, starts: Iterable<Date>): Generator<Date> {
  for (const start of starts) if (!urgentFreeze(planning, start)) yield start
}
