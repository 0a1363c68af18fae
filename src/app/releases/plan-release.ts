import type { Verification } from '../../domain/findings/verification.ts'
import type { Release } from '../../domain/releases/release.ts'
import { compareVersions } from '../../domain/releases/version.ts'
import { isActive } from '../../domain/updates/update.ts'
import { ok, refuse } from '../../domain/values/result.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { clientsBehind } from '../rollout/clients-behind.ts'
import { openBook, type Page } from '../scheduling/book.ts'
import { type Current, decideStarts } from '../scheduling/decide-starts.ts'
import { lastStart } from '../scheduling/planning.ts'
import { slotCapacityBetween } from '../scheduling/slot-capacity.ts'
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
      const capacity = await slotCapacityBetween(tx, ports, now, lastStart(ports, now))
      const plan: Drafts = { updates: [], blocked: [], unreachable: [] }
      if (release.kind === 'hotfix') return ok(plan)
      for await (const clients of clientsBehind(tx, version)) {
        const updates = await tx.updates.currents(clients.map(({ id }) => id))
        const book = await openBook(tx, ports, { clients, release: version, updates, capacity })
        for (const client of clients) await planOne(book.page(client), release, plan)
      }
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

async function planOne(page: Page, release: Release, plan: Drafts): Promise<void> {
  const { planning, currents, places, verification } = page
  const { client } = planning
  const block = (reason: BlockedReason) => plan.blocked.push({ client: client.id, reason })
  const unhealthy = reasonOfCopy(verification)
  if (unhealthy) return void block(unhealthy)
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
      for (const { system, startsAt } of decision.starts)
        plan.updates.push({ client: client.id, environment: system.environment, startsAt })
      if (decision.without > 0) block('no-legal-start')
  }
}

function reasonOfCopy(verification: Verification | null): BlockedReason | null {
  switch (verification?.status) {
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
