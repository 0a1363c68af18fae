import { currentRelease } from '../../domain/releases/release.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { type ScheduleOptions, scheduleClient } from './schedule-client.ts'
import { scheduleWaiting } from './schedule-urgent.ts'

/** @returns those of the clients at which `planNext` may find something to plan, in their order */
export async function withSomethingNext(tx: Tx, clients: readonly string[]): Promise<readonly string[]> {
  const release = currentRelease(await tx.releases.list())
  const owing = new Set(release ? await tx.updates.owingPlans(release.version) : [])
  const accepted = await tx.urgentRequests.acceptedAt(clients)
  return clients.filter((client) => owing.has(client) || accepted.has(client))
}

/**
 * Plans what waited for an update to be out of the way: accepted urgent requests, then the release that is rolled out
 * now, each if its copy was found healthy.
 */
export async function planNext(tx: Tx, ports: Ports, clientId: string, options: ScheduleOptions = {}): Promise<void> {
  const client = await tx.clients.find(clientId)
  const isHealthy = async (release: string) => (await tx.verifications.current(clientId, release))?.status === 'passed'
  for (const system of client?.systems ?? []) {
    const request = await tx.urgentRequests.open(system)
    if (request?.status === 'accepted' && (await isHealthy(request.release)))
      await scheduleWaiting(tx, ports, clientId, request.release, options)
  }
  const release = currentRelease(await tx.releases.list())
  if (release && (await isHealthy(release.version))) await scheduleClient(tx, ports, clientId, release.version, options)
}
