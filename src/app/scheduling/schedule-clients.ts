import type { Client } from '../../domain/people/client.ts'
import type { Release } from '../../domain/releases/release.ts'
import type { Update } from '../../domain/updates/update.ts'
import { lockClients } from '../ports/locks.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { type Telling, tellAll } from '../telling/tell.ts'
import { openBook, type Page } from './book.ts'
import { decideStarts } from './decide-starts.ts'
import { planUpdates, type UpdatePlan } from './plan-updates.ts'
import { decideWithin } from './slot-capacity.ts'
import { tellOfPlans } from './tell-of-plans.ts'

export type ScheduleOptions = {
  /** Ops was told before what cannot be scheduled: it is only looked whether it can be by now. */
  readonly quietly?: boolean
}

/** A release at some clients, all of them held, with the current updates of their systems. */
export type Rollout = {
  readonly release: Release
  readonly clients: readonly Client[]
  readonly updates: readonly Update[]
}

/**
 * Holds what the planning of a release at some clients is decided by.
 * @returns null where nothing of it can be planned: the release is not available, or a hotfix
 */
export async function lockRollout(tx: Tx, ids: readonly string[], version: string): Promise<Rollout | null> {
  const clients = await lockClients(tx, ids)
  // Read while the plans are shared: a release that has just been paused plans nothing.
  const release = clients.length > 0 ? await tx.releases.find(version) : null
  if (release?.status !== 'available') return null
  return { release, clients, updates: await tx.updates.lockCurrents(clients.map(({ id }) => id)) }
}

/** The same for clients that are not held yet. */
export async function scheduleClients(
  tx: Tx,
  ports: Ports,
  ids: readonly string[],
  version: string,
  options: ScheduleOptions = {},
): Promise<void> {
  const rollout = await lockRollout(tx, ids, version)
  if (rollout) await scheduleRollout(tx, ports, rollout, options)
}

/**
 * Schedules a release whose verification passed on every system of clients that are behind: production and staging
 * together, in the next maintenance window after the notice period (DESIGN 2.5, 4.1), and what failed there once more. What
 * cannot be scheduled is told to ops. Nothing happens while an older one starts soon or runs. All is decided before any
 * of it is written, for one client after the other: what one of them takes, the next ones find taken.
 */
export async function scheduleRollout(
  tx: Tx,
  ports: Ports,
  { release, clients, updates }: Rollout,
  { quietly = false }: ScheduleOptions = {},
): Promise<void> {
  if (release.kind === 'hotfix') return
  const book = await openBook(tx, ports, { clients, release: release.version, updates })
  const now = ports.clock.now()
  const decided = await decideWithin(book.capacity, async () => {
    const all: Decided[] = []
    for (const client of clients) all.push(await decideAt(book.page(client), release))
    return all
  })
  if (!quietly)
    tellAll(
      tx,
      decided.flatMap(({ unschedulable }) => unschedulable),
      now,
    )
  const plans = decided.flatMap((one) => one.plans)
  tellOfPlans(tx, await planUpdates(tx, plans, now), now)
}

type Decided = { readonly plans: readonly UpdatePlan[]; readonly unschedulable: readonly Telling[] }

async function decideAt(page: Page, release: Release): Promise<Decided> {
  const { planning, currents, places, stopped } = page
  const { client, numbers } = planning
  const unschedulable = (reason: 'nobody-reachable' | 'no-legal-start'): Telling => ({
    notice: { kind: 'client-unschedulable', client: client.id, facts: { release: release.version, reason } },
  })
  if (stopped) return { plans: [], unschedulable: [] }
  const decision = await decideStarts(planning, { release, currents, places })
  if (decision.outcome === 'nobody-reachable') return { plans: [], unschedulable: [unschedulable('nobody-reachable')] }
  if (decision.outcome !== 'decided') return { plans: [], unschedulable: [] }
  return {
    plans: decision.starts.map((start) => ({ ...start, client, release, numbers })),
    unschedulable: decision.without > 0 ? [unschedulable('no-legal-start')] : [],
  }
}
