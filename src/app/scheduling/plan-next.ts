import { currentRelease } from '../../domain/releases/release.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { runsOf } from './runs.ts'
import { type ScheduleOptions, scheduleClients } from './schedule-clients.ts'
import { scheduleWaiting } from './schedule-urgent.ts'

/**
 * Plans what waited for an update to be out of the way: accepted urgent requests, then the release that is rolled out
 * now, each where its copy was found healthy. Each client in its turn, so that all together decide what one after the
 * other would.
 */
export async function planNext(
  tx: Tx,
  ports: Ports,
  ids: readonly string[],
  options: ScheduleOptions = {},
): Promise<void> {
  const accepted = await tx.urgentRequests.acceptedAt(ids)
  const release = currentRelease(await tx.releases.list())
  const verifications = release ? await tx.verifications.currentAt(ids, release.version) : new Map()
  for (const run of runsOf(ids, (id) => !accepted.has(id))) {
    for (const client of run) if (accepted.has(client)) await scheduleAccepted(tx, ports, client, options)
    const healthy = run.filter((id) => verifications.get(id)?.status === 'passed')
    if (release && healthy.length > 0) await scheduleClients(tx, ports, healthy, release.version, options)
  }
}

async function scheduleAccepted(tx: Tx, ports: Ports, id: string, options: ScheduleOptions): Promise<void> {
  const client = await tx.clients.find(id)
  for (const system of client?.systems ?? []) {
    const request = await tx.urgentRequests.open(system)
    if (request?.status !== 'accepted') continue
    if ((await tx.verifications.current(id, request.release))?.status === 'passed')
      await scheduleWaiting(tx, ports, id, request.release, options)
  }
}
