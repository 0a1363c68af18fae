import { type Actor, administers, stampOf } from '../../domain/people/actor.ts'
import { awaitsStart } from '../../domain/updates/update.ts'
import type { Ports, SeenBy, Tx } from '../ports/ports.ts'

/** The audit subject under which an administrator's "seen" is written down. */
const acknowledgementOf = (client: string, release: string): string => `seen:${client}:${release}`

/**
 * Writes down that an administrator has seen what is planned: said with a button, or shown by acting on it
 * (DESIGN 4.3). Each person says so for themselves, of what waits for its start now.
 * @param plan a release at a client, and the update that was acted on, whatever became of it
 * @returns who has seen any of it by now, and whether it is news; null when the actor is no administrator of the client, or
 * there is nothing to see
 */
export async function noteSeen(
  tx: Tx,
  ports: Ports,
  actor: Actor,
  { client, release, id }: { readonly client: string; readonly release: string; readonly id?: string },
): Promise<{ readonly seen: readonly SeenBy[]; readonly isNew: boolean } | null> {
  if (!administers(actor, client)) return null
  const planned = (await tx.updates.ofRelease(client, release)).filter(
    (update) => awaitsStart(update.status) || update.id === id,
  )
  if (planned.length === 0) return null
  const updates = planned.map((update) => update.id)
  const by = stampOf(actor, client)
  const at = ports.clock.now()
  const isNew = await tx.seen.note(updates, by, at)
  if (isNew) {
    const subject = acknowledgementOf(client, release)
    tx.audit.write({ actor: by, action: 'acknowledged', client, subject, detail: { release }, at })
  }
  return { seen: await tx.seen.of(updates), isNew }
}
