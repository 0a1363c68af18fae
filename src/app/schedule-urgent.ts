import { stampOf, zerotouch } from '../domain/actor.ts'
import type { Release } from '../domain/release.ts'
import { nextQuarterHour } from '../domain/slot.ts'
import { after, hour, isBefore, later, minute } from '../domain/span.ts'
import { isActive } from '../domain/update.ts'
import type { UrgentRequest } from '../domain/urgent-request.ts'
import { endOfDayAfter } from '../domain/zone.ts'
import { numbersOf } from './planning.ts'
import type { Ports, Tx } from './ports.ts'
import { tell } from './tell.ts'

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
      deadline: endOfDayAfter(
        startsAt,
        release.kind === 'security' ? numbers.securityDeadlineDays : numbers.deadlineDays,
        client.zone,
      ),
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
  const facts = {
    request: request.id,
    environment,
    release: release.version,
    by,
    update: update.id,
    startsAt: startsAt.toISOString(),
  }
  await tell(tx, { kind: 'urgent-scheduled', client: clientId, facts }, now)
  return scheduled
}

/** Schedules the accepted requests that waited for this release's verification of the client. */
export async function scheduleWaiting(tx: Tx, ports: Ports, client: string, release: Release): Promise<void> {
  const now = ports.clock.now()
  for (const request of await tx.urgentRequests.waiting(client, release.version)) {
    const current = await tx.updates.lockCurrent(request)
    if (current && isActive(current.status)) continue
    // The accepted time may have gone by while the copy was checked: then the first one that leaves time to be told.
    const earliest = nextQuarterHour(after(now, ports.rules.numbers.leadMinutes * minute))
    const wished = request.startsAt ?? earliest
    await scheduleUrgent(
      tx,
      ports,
      request,
      isBefore(wished, after(now, hour)) ? later(earliest, wished) : wished,
    )
  }
}
