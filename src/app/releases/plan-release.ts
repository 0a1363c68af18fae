import type { Client } from '../../domain/people/client.ts'
import type { Release } from '../../domain/releases/release.ts'
import { compareVersions } from '../../domain/releases/version.ts'
import { after, day } from '../../domain/time/span.ts'
import { isActive } from '../../domain/updates/update.ts'
import { ok, refuse } from '../../domain/values/result.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { clientsBehind } from '../rollout/clients-behind.ts'
import { type DryRoom, makeDryRoom } from '../scheduling/capacity-in-memory.ts'
import { type Current, decideStarts } from '../scheduling/decide-starts.ts'
import { planningOf } from '../scheduling/planning.ts'
import type { ReadUseCases } from '../use-cases/reads.ts'
import type { BlockedReason, ReleasePlan } from '../use-cases/release-plan.ts'
import { dealt } from './deal-waves.ts'
import { otherSpelling } from './other-spelling.ts'

type Drafts = { [Part in keyof ReleasePlan]: ReleasePlan[Part][number][] }

/**
 * The dry run of a release (DESIGN 6.6): what would start when if every copy that is not known to be unhealthy were
 * found healthy now. A version that is not registered is planned as a regular release; one that equals a registered one
 * under another spelling is refused, so that nobody plans what cannot be registered.
 */
export const makePlanRelease =
  (ports: Ports): ReadUseCases['planRelease'] =>
  (version) =>
    ports.inTransaction(async (tx) => {
      const other = await otherSpelling(tx, version)
      if (other) return refuse(other)
      const release = await asAvailable(tx, ports, version)
      const now = ports.clock.now()
      const { horizonDays, deadlineDays } = ports.rules.numbers
      const horizon = after(now, (2 * horizonDays + deadlineDays) * day)
      const room = makeDryRoom(await tx.updates.slotCounts(now, horizon, 1), ports.rules.slotCapacity)
      const plan: Drafts = { updates: [], blocked: [], unreachable: [] }
      if (release.kind === 'hotfix') return ok(plan)
      for await (const client of clientsBehind(tx, version))
        await planOne(tx, ports, { client, release, room, now }, plan)
      return ok(plan)
    })

async function asAvailable(tx: Tx, ports: Ports, version: string): Promise<Release> {
  const known = await tx.releases.find(version)
  if (!known)
    return {
      version,
      kind: 'regular',
      status: 'available',
      notesUrl: '',
      gate: null,
      shortfalls: [],
      waves: null,
      revision: 0,
    }
  const waves = known.waves?.steps.length === 0 ? await dealt(tx, ports, known) : known.waves
  return { ...known, waves }
}

type Case = {
  readonly client: Client
  readonly release: Release
  readonly room: DryRoom
  readonly now: Date
}

async function planOne(tx: Tx, ports: Ports, one: Case, plan: Drafts): Promise<void> {
  const { client, release, room, now } = one
  const block = (reason: BlockedReason) => plan.blocked.push({ client: client.id, reason })
  const unhealthy = await reasonOfCopy(tx, client.id, release.version)
  if (unhealthy) return void block(unhealthy)
  const currents: Current[] = []
  for (const system of client.systems) {
    const update = await tx.updates.current(system)
    const urgent = update !== null && (await tx.urgentRequests.ofUpdate(update.id)) !== null
    currents.push({ system, update, urgent })
  }
  const places = await tx.places.around(client.id)
  const planning = planningOf(ports, client, await tx.freezes.around(client.id, now), room, now)
  const decision = await decideStarts(planning, { release, currents, places })
  const own = currents.flatMap(({ update }) => (update?.release === release.version ? [update] : []))
  const there = own.filter(({ status }) => status === 'scheduled')
  for (const { environment, startsAt } of there) plan.updates.push({ client: client.id, environment, startsAt })
  // When it starts nobody can tell before somebody lets it go.
  const isHeld = own.some(({ status }) => status === 'held')
  if (isHeld) block('on-hold')
  switch (decision.outcome) {
    case 'nobody-reachable':
      plan.unreachable.push(client.id)
      return
    case 'waits':
      return void block('older-update-first')
    case 'nothing-to-do': {
      const [reason] = there.length > 0 || isHeld ? [] : currents.flatMap((current) => leftOut(current, release))
      if (reason) block(reason)
      return
    }
    case 'decided':
      for (const { system, startsAt, replaced } of decision.starts) {
        if (replaced) room.take(replaced.startsAt, -1)
        room.take(startsAt, 1)
        plan.updates.push({ client: client.id, environment: system.environment, startsAt })
      }
      if (decision.without > 0) block('no-legal-start')
  }
}

async function reasonOfCopy(tx: Tx, client: string, version: string): Promise<BlockedReason | null> {
  switch ((await tx.verifications.current(client, version))?.status) {
    case 'reported':
      return 'open-finding'
    case 'blocked':
      return 'confirmed-finding'
    case 'failed':
      return 'unverified'
    default:
      return null
  }
}

/** Why nothing is planned on a system that is behind. */
function leftOut({ update }: Current, { version }: Release): BlockedReason[] {
  if (!update) return []
  const order = compareVersions(update.release, version)
  if (order > 0) return ['newer-planned']
  if (update.status === 'cancelled') return ['cancelled']
  return isActive(update.status) ? ['running'] : []
}
