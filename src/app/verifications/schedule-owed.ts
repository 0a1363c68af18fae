import type { Verification } from '../../domain/findings/verification.ts'
import { change } from '../ports/change.ts'
import { inBatches } from '../ports/in-batches.ts'
import { lockClients } from '../ports/locks.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { scheduleVerified } from '../scheduling/schedule-verified.ts'

/** So many are scheduled in one transaction: nobody who shares a client or a slot with them waits for long. */
const batchSize = 200

/**
 * Schedules the clients whose copies passed by a decision, each once; a decision that was taken back meanwhile schedules
 * nothing. A decision about hundreds of clients is written down at once, and they are scheduled some at a time: whatever a
 * crash leaves is taken up by the next tick. One that cannot be scheduled holds up none of the others.
 * @param failed called with what went wrong at one of them, which goes on to be owed
 */
export const scheduleOwed = (
  ports: Ports,
  ids: readonly string[],
  failed: (id: string, error: unknown) => void,
): Promise<void> => inBatches(ids, batchSize, (some) => change(ports, (tx) => takeUp(tx, ports, some)), failed)

async function takeUp(tx: Tx, ports: Ports, ids: readonly string[]): Promise<void> {
  const clients = (await tx.verifications.findAll(ids)).map(({ client }) => client)
  await lockClients(tx, clients)
  const passed = (await tx.verifications.takeGoAheads(ids)).filter(({ status }) => status === 'passed')
  for (const [release, those] of byRelease(passed)) await scheduleVerified(tx, ports, those, release)
}

function byRelease(verifications: readonly Verification[]): ReadonlyMap<string, readonly string[]> {
  const releases = new Map<string, string[]>()
  for (const { release, client } of verifications) releases.set(release, [...(releases.get(release) ?? []), client])
  return releases
}
