import type { PlannedStart } from '../../domain/notices/notice.ts'
import { stampOf, zerotouch } from '../../domain/people/actor.ts'
import type { Release } from '../../domain/releases/release.ts'
import { sameInstant } from '../../domain/time/span.ts'
import { noReasons } from '../../domain/updates/reasons.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'
import { type Current, type DecidedStart, decideStarts } from './decide-starts.ts'
import { withTimeOnHold } from './hold.ts'
import { isStopped } from './hold-for-copy.ts'
import { planUpdate } from './plan-update.ts'
import { type Planning, readPlanning } from './planning.ts'

export type ScheduleOptions = {
  /** Ops was told before what cannot be scheduled: it is only looked whether it can be by now. */
  readonly quietly?: boolean
}

/**
 * Schedules a release whose verification passed on every system of a client that is behind: production and staging
 * together, in the next maintenance window after the notice period (DESIGN 2.5, 4.1), and what failed there once more. What
 * cannot be scheduled is told to ops. Nothing happens while the release is not available, or while an older one starts soon or runs.
 */
export async function scheduleClient(
  tx: Tx,
  ports: Ports,
  clientId: string,
  version: string,
  { quietly = false }: ScheduleOptions = {},
): Promise<void> {
  // First the slots, then the client, everywhere: so that two decisions never wait for each other.
  await tx.updates.lockSlots()
  const client = await tx.clients.lock(clientId)
  // Read under the lock of the slots: a release that has just been paused plans nothing.
  const release = await tx.releases.find(version)
  if (!client || release?.status !== 'available' || release.kind === 'hotfix') return
  // A failure can be confirmed while an update runs: what failed is then not tried again.
  if (await isStopped(tx, { client: clientId, release: version })) return
  const planning = await readPlanning(tx, ports, client)
  const currents: Current[] = []
  for (const system of client.systems) {
    const update = await tx.updates.lockCurrent(system)
    const urgent = update !== null && (await tx.urgentRequests.ofUpdate(update.id)) !== null
    currents.push({ system, update, urgent })
  }
  const places = await tx.places.around(client.id)
  const decision = await decideStarts(planning, { release, currents, places })
  if (decision.outcome === 'nobody-reachable')
    return quietly ? undefined : say(tx, planning, version, 'nobody-reachable')
  if (decision.outcome !== 'decided') return

  const starts: PlannedStart[] = []
  for (const decided of decision.starts) starts.push(await plan(tx, planning, release, decided))
  for (const replaced of new Set(starts.flatMap(({ replaces }) => replaces ?? []))) {
    tell(tx, { kind: 'rollout-redrawn', client: client.id, facts: { release: replaced } }, planning.now)
  }
  if (decision.without > 0 && !quietly) say(tx, planning, version, 'no-legal-start')
  if (starts.length > 0) {
    const facts = { release: version, starts }
    tell(tx, { kind: 'updates-scheduled', client: client.id, facts }, planning.now)
  }
}

const say = (tx: Tx, { client, now }: Planning, release: string, reason: 'nobody-reachable' | 'no-legal-start'): void =>
  tell(tx, { kind: 'client-unschedulable', client: client.id, facts: { release, reason } }, now)

async function plan(
  tx: Tx,
  { client, numbers, now }: Planning,
  release: Release,
  { system, startsAt, replaced: older }: DecidedStart,
): Promise<PlannedStart> {
  const [replaced = null] = await withTimeOnHold(tx, older ? [older] : [], now)
  if (replaced) {
    await tx.updates.save({ ...replaced, status: 'superseded', hold: null, ...noReasons, finishedAt: now }, now)
  }
  const update = await planUpdate(tx, { system, client, release, numbers, startsAt, replaced }, now)
  const [planned, replaces] = [startsAt.toISOString(), replaced?.release ?? null]
  const moved = replaced && !sameInstant(replaced.startsAt, startsAt)
  tx.audit.write({
    actor: stampOf(zerotouch, client.id),
    action: 'update-scheduled',
    client: client.id,
    subject: update.id,
    detail: { to: planned, replaces, ...(moved && { from: replaced.startsAt.toISOString() }) },
    at: now,
  })
  return { update: update.id, environment: system.environment, startsAt: planned, replaces }
}
