import { stampOf, zerotouch } from '../../domain/people/actor.ts'
import { sameInstant } from '../../domain/time/span.ts'
import type { PlannedStart } from '../../notices/updates/updates-scheduled.ts'
import type { Tx } from '../ports/ports.ts'
import { type Telling, tellAll } from '../telling/tell.ts'
import type { Planned } from './plan-updates.ts'

/** Tells each client of what was planned there by a rule, in one notice, and redraws the cards of what that replaces. */
export function tellOfPlans(tx: Tx, planned: readonly Planned[], now: Date): void {
  tx.audit.write(...planned.map((one) => ({ ...auditOf(one), at: now })))
  const byClient = new Map<string, Planned[]>()
  for (const one of planned) byClient.set(one.update.client, [...(byClient.get(one.update.client) ?? []), one])
  const tellings = [...byClient].flatMap(([client, all]): Telling[] => {
    const redrawn = new Set(all.flatMap(({ plan }) => plan.replaced?.release ?? []))
    const release = all[0]?.update.release ?? ''
    return [
      ...[...redrawn].map(
        (replaced): Telling => ({
          notice: { kind: 'rollout-redrawn', client, facts: { release: replaced } },
        }),
      ),
      { notice: { kind: 'updates-scheduled', client, facts: { release, starts: all.map(startOf) } } },
    ]
  })
  tellAll(tx, tellings, now)
}

const startOf = ({ plan: { replaced }, update }: Planned): PlannedStart => ({
  update: update.id,
  environment: update.environment,
  startsAt: update.startsAt.toISOString(),
  replaces: replaced?.release ?? null,
})

function auditOf({ plan: { replaced }, update }: Planned) {
  const moved = replaced && !sameInstant(replaced.startsAt, update.startsAt)
  return {
    actor: stampOf(zerotouch, update.client),
    action: 'update-scheduled',
    client: update.client,
    subject: update.id,
    detail: {
      to: update.startsAt.toISOString(),
      replaces: replaced?.release ?? null,
      ...(moved && { from: replaced.startsAt.toISOString() }),
    },
  }
}
