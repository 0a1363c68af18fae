import type { Sweep } from '../ports/agenda.ts'
import { change } from '../ports/change.ts'
import { inBatches } from '../ports/in-batches.ts'
import { lockClients } from '../ports/locks.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import type { FollowUp } from '../ports/stores/follow-up-ports.ts'
import { replanFrozen } from '../scheduling/replan-frozen.ts'
import { type ChangedRelease, followRelease } from './follow-release.ts'

/** So many are followed up in one transaction: nobody who shares a client or a slot with them waits for long. */
const batchSize = 200

/**
 * Follows up the oldest of what changes for everybody owe to their clients (DESIGN 6.2). Who made one is answered when
 * this is done; the other clients follow within seconds, and so does whatever a crash leaves.
 */
export async function followUp(ports: Ports): Promise<void> {
  await followUpAfter(ports, 0)
}

/** The same for all that is owed: what could not be done for one client is tried again in the next round. */
export const makeSweepFollowUps =
  (ports: Ports): Sweep =>
  async ({ followUps }) => {
    let after: number | null = followUps ? 0 : null
    while (after !== null) after = await followUpAfter(ports, after)
  }

/** @returns the last of those that were looked at; null when there was none */
async function followUpAfter(ports: Ports, after: number): Promise<number | null> {
  const owed = await ports.withoutTransaction((tx) => tx.followUps.owed(after, batchSize))
  const work = (ids: readonly number[]): Promise<void> => change(ports, (tx) => takeUp(tx, ports, ids))
  await inBatches(owed, batchSize, work, (id, error) =>
    ports.logger.error({ err: error, id }, 'could not follow up a client; it is tried again in the next round'),
  )
  return owed.at(-1) ?? null
}

async function takeUp(tx: Tx, ports: Ports, ids: readonly number[]): Promise<void> {
  await tx.updates.sharePlans()
  const owed = byRelease(await tx.followUps.take(ids))
  const changes = await readChanges(tx, [...owed.keys()])
  // Failures, clients, verifications: in this order everywhere.
  for (const { release } of changes) if (release.status === 'withdrawn') await tx.findings.lockGroups(release.version)
  await lockClients(tx, [...new Set([...owed.values()].flat())])
  for (const changed of changes) await followRelease(tx, ports, changed, owed.get(changed.release.version) ?? [])
  await replanFrozen(tx, ports, owed.get(null) ?? [])
}

async function readChanges(tx: Tx, versions: readonly (string | null)[]): Promise<readonly ChangedRelease[]> {
  const changes: ChangedRelease[] = []
  for (const version of versions) {
    const release = version === null ? null : await tx.releases.find(version)
    const change = release && (await tx.releases.lastChange(release.version))
    if (change) changes.push({ release, change })
  }
  return changes
}

function byRelease(owed: readonly FollowUp[]): ReadonlyMap<string | null, readonly string[]> {
  const releases = new Map<string | null, string[]>()
  for (const { release, client } of owed) releases.set(release, [...(releases.get(release) ?? []), client])
  return releases
}
