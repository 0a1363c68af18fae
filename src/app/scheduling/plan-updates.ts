import type { Client } from '../../domain/people/client.ts'
import type { PolicyNumbers } from '../../domain/people/policy-numbers.ts'
import type { SystemRef } from '../../domain/people/system.ts'
import type { Release } from '../../domain/releases/release.ts'
import { quartersAfter } from '../../domain/time/slot.ts'
import { isBefore } from '../../domain/time/span.ts'
import { endOfDayAfter } from '../../domain/time/zone.ts'
import { noReasons } from '../../domain/updates/reasons.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Tx, UpdateDraft } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'
import { withTimeOnHold } from './hold.ts'

/** A rule's plan for one system. */
export type UpdatePlan = {
  readonly system: SystemRef
  readonly client: Client
  readonly release: Release
  readonly numbers: PolicyNumbers
  readonly startsAt: Date
  /** The update whose place this one takes, with its deadline and the request that it answers. */
  readonly replaced: Update | null
}

/** A plan that is written down; `replaced` as it was, with the deadline that it had at last. */
export type Planned = { readonly plan: UpdatePlan; readonly update: Update }

/** Writes down any number of plans, with their deadlines; what they replace is superseded (DESIGN 4.1, 4.2). */
export async function planUpdates(tx: Tx, plans: readonly UpdatePlan[], now: Date): Promise<readonly Planned[]> {
  const older = plans.flatMap(({ replaced }) => replaced ?? [])
  const extended = await withTimeOnHold(tx, older, now)
  await tx.updates.saveAll(
    extended.map((update) => ({
      ...update,
      status: 'superseded' as const,
      hold: null,
      ...noReasons,
      finishedAt: now,
    })),
    now,
  )
  const byId = new Map(extended.map((update) => [update.id, update]))
  const due = plans.map((plan) => ({ ...plan, replaced: plan.replaced && (byId.get(plan.replaced.id) ?? null) }))
  const updates = await tx.updates.insertAll(due.map(draftOf), now)
  const planned = due.flatMap((plan, nth) => {
    const update = updates[nth]
    return update ? [{ plan, update }] : []
  })
  await carryOver(tx, planned, now)
  return planned
}

function draftOf({ system, client, release, numbers, startsAt, replaced }: UpdatePlan): UpdateDraft {
  // What replaces a security release brings its fix, so it cannot be cancelled either.
  const kind = replaced?.kind === 'security' ? 'security' : release.kind
  return {
    client: client.id,
    environment: system.environment,
    release: release.version,
    kind,
    startsAt,
    zone: client.zone,
    expectedMinutes: numbers.expectedMinutes,
    firstStart: replaced?.firstStart ?? startsAt,
    deadline: deadlineOf(startsAt, kind, client.zone, numbers, replaced),
    chosenBy: replaced?.chosenBy ?? 'rule',
  }
}

/** The calendar entry and the urgent request of what is replaced go over to what takes its place. */
async function carryOver(tx: Tx, planned: readonly Planned[], now: Date): Promise<void> {
  const pairs = planned.flatMap(({ plan: { replaced }, update }) =>
    replaced ? [{ replaced: replaced.id, update }] : [],
  )
  await tx.updates.carryCalendars(pairs.map(({ replaced, update }) => ({ replaced, update: update.id })))
  const answering = await tx.urgentRequests.answeredBy(pairs.map(({ replaced }) => replaced))
  for (const { replaced, update } of pairs) {
    const request = answering.has(replaced) ? await tx.urgentRequests.ofUpdate(replaced) : null
    if (request?.status !== 'scheduled') continue
    await tx.urgentRequests.save({ ...request, update: update.id, startsAt: update.startsAt })
    const { id, environment } = request
    const facts = { request: id, environment, release: request.release }
    tell(tx, { kind: 'urgent-redrawn', client: update.client, facts }, now)
  }
}

/**
 * @returns the exclusive end of the last day of a plan; a replaced one's deadline stays, unless a security
 * release must start sooner, or the start has come to lie after it: then the start itself is the last one
 */
export function deadlineOf(
  startsAt: Date,
  kind: Release['kind'],
  zone: string,
  numbers: PolicyNumbers,
  replaced: Pick<Update, 'deadline' | 'kind'> | null = null,
): Date {
  const days = kind === 'security' ? numbers.securityDeadlineDays : numbers.deadlineDays
  const own = endOfDayAfter(startsAt, days, zone)
  const isMoreUrgent = kind === 'security' && replaced?.kind !== 'security'
  const kept = replaced && !(isMoreUrgent && isBefore(own, replaced.deadline)) ? replaced.deadline : own
  return isBefore(startsAt, kept) ? kept : quartersAfter(startsAt, 1)
}
