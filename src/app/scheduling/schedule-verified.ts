import { stampOf, zerotouch } from '../../domain/people/actor.ts'
import { isHeldForCopy } from '../../domain/updates/hold.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { letGo } from './let-go.ts'
import { runsOf } from './runs.ts'
import { lockRollout, scheduleClients, scheduleRollout } from './schedule-clients.ts'
import { scheduleWaiting } from './schedule-urgent.ts'

/**
 * What healthy copies set free: updates that findings held, urgent requests that waited for them, then the regular plan
 * (DESIGN 2.5, 2.9). Each client in its turn, so that all together decide what one after the other would.
 */
export async function scheduleVerified(tx: Tx, ports: Ports, ids: readonly string[], version: string): Promise<void> {
  const rollout = await lockRollout(tx, ids, version)
  if (!rollout) return
  const accepted = await tx.urgentRequests.acceptedAt(ids)
  const isWaiting = (update: Update): boolean => update.release === version && isHeldForCopy(update)
  const held = new Set(rollout.updates.filter(isWaiting).map(({ client }) => client))
  const isPlain = (client: string): boolean => !held.has(client) && !accepted.has(client)
  if (rollout.clients.every(({ id }) => isPlain(id))) return scheduleRollout(tx, ports, rollout)
  for (const run of runsOf(
    rollout.clients.map(({ id }) => id),
    isPlain,
  )) {
    const waiting = rollout.updates.filter((update) => run.includes(update.client) && isWaiting(update))
    for (const client of run) if (held.has(client)) await letGo(tx, ports, waiting, stampOf(zerotouch, client))
    for (const client of run) if (accepted.has(client)) await scheduleWaiting(tx, ports, client, version)
    await scheduleClients(tx, ports, run, version)
  }
}
