import { type Actor, stampOf } from '../../domain/people/actor.ts'
import { reopenedIncident, settledIncident } from '../../domain/updates/incident.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Tx } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'

/** @returns whether a message stands for it in triage already */
export async function openIncident(tx: Tx, { id }: Update, now: Date): Promise<{ follows: boolean }> {
  const known = await tx.incidents.lock(id)
  // What was drawn of it before is out of date.
  await (known ? tx.incidents.save(reopenedIncident(known)) : tx.incidents.open(id, now))
  return { follows: known !== null }
}

/** An update went through: what was wrong with it, or with earlier ones of the system, is no longer anybody's to settle. */
export async function settleIncidents(tx: Tx, updated: Update, actor: Actor, now: Date): Promise<void> {
  const by = stampOf(actor, updated.client)
  for (const incident of await tx.incidents.ofSystem(updated)) {
    const isOther = incident.update !== updated.id
    const note = incident.note ?? (isOther ? `${updated.id} went through.` : null)
    await tx.incidents.save(settledIncident({ ...incident, note }, by, now))
    const about = await tx.updates.find(incident.update)
    if (about) redrawIncident(tx, about, now)
  }
}

export const redrawIncident = (
  tx: Tx,
  { id, client, environment, release }: Pick<Update, 'id' | 'client' | 'environment' | 'release'>,
  now: Date,
): void => tell(tx, { kind: 'incident-redrawn', client, facts: { update: id, environment, release } }, now)
