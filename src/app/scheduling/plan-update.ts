import type { Client } from '../../domain/people/client.ts'
import type { PolicyNumbers } from '../../domain/people/policy-numbers.ts'
import type { SystemRef } from '../../domain/people/system.ts'
import type { Release } from '../../domain/releases/release.ts'
import { quartersAfter } from '../../domain/time/slot.ts'
import { isBefore } from '../../domain/time/span.ts'
import { endOfDayAfter } from '../../domain/time/zone.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Tx } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'

export type UpdatePlan = {
  readonly system: SystemRef
  readonly client: Client
  readonly release: Release
  readonly numbers: PolicyNumbers
  readonly startsAt: Date
  /** The update whose place this one takes, with its deadline and the request that it answers; superseded already. */
  readonly replaced: Update | null
}

/** Writes down a rule's plan for one system, with its deadline (DESIGN 4.1, 4.2). */
export async function planUpdate(
  tx: Tx,
  { system, client, release, numbers, startsAt, replaced }: UpdatePlan,
  now: Date,
): Promise<Update> {
  // What replaces a security release brings its fix, so it cannot be cancelled either.
  const kind = replaced?.kind === 'security' ? 'security' : release.kind
  const update = await tx.updates.insert(
    {
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
    },
    now,
  )
  if (replaced) await tx.updates.carryCalendar(replaced.id, update.id)
  const request = replaced && (await tx.urgentRequests.ofUpdate(replaced.id))
  if (request?.status === 'scheduled') {
    await tx.urgentRequests.save({ ...request, update: update.id, startsAt })
    const { id, environment } = request
    const facts = { request: id, environment, release: request.release }
    tell(tx, { kind: 'urgent-redrawn', client: client.id, facts }, now)
  }
  return update
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
