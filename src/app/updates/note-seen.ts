import { type Actor, administers, stampOf } from '../../domain/actor.ts'
import type { Ports, Tx } from '../ports.ts'

/** The audit subject under which an administrator's "seen" is written down. */
export const acknowledgementOf = (client: string, release: string): string => `seen:${client}:${release}`

/**
 * Writes down that an administrator has seen what is planned: said with a button, or shown by acting on it
 * (DESIGN 4.3). Once for each release at a client.
 * @returns who was first; null when the actor is no administrator of the client and nobody was before
 */
export async function noteSeen(
  tx: Tx,
  ports: Ports,
  actor: Actor,
  { client, release }: { readonly client: string; readonly release: string },
): Promise<{ readonly by: string; readonly isNew: boolean } | null> {
  const subject = acknowledgementOf(client, release)
  const seen = await tx.audit.latest(subject)
  if (seen) return { by: seen.actor.name, isNew: false }
  if (!administers(actor, client)) return null
  const by = stampOf(actor, client)
  const at = ports.clock.now()
  await tx.audit.write({ actor: by, action: 'acknowledged', client, subject, detail: { release }, at })
  return { by: by.name, isNew: true }
}
