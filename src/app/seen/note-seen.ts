import { type Actor, administers, stampOf } from '../../domain/people/actor.ts'
import { awaitsStart, type Update } from '../../domain/updates/update.ts'
import type { Ports, Tx } from '../ports/ports.ts'

/** The audit subject under which an administrator's "seen" is written down. */
const acknowledgementOf = (client: string, release: string): string => `seen:${client}:${release}`

/**
 * Writes down that an administrator has seen what is planned: said with a button, or shown by acting on it
 * (DESIGN 4.3). Each person says so for themselves, of what waits for its start now, and of what they acted on.
 * @param updates of one release at one client
 * @returns whether it is news; never where the actor is no administrator of the client
 */
export async function noteSeen(tx: Tx, ports: Ports, actor: Actor, updates: readonly Update[]): Promise<boolean> {
  const [first] = updates
  if (!first || !administers(actor, first.client)) return false
  const { client, release } = first
  const by = stampOf(actor, client)
  const at = ports.clock.now()
  const isNew = await tx.seen.note([...new Set(updates.map(({ id }) => id))], by, at)
  if (isNew) {
    const subject = acknowledgementOf(client, release)
    tx.audit.write({ actor: by, action: 'acknowledged', client, subject, detail: { release }, at })
  }
  return isNew
}

/** What waits for its start of a release at a client. */
export const plannedOf = async (tx: Tx, client: string, release: string): Promise<readonly Update[]> =>
  (await tx.updates.ofRelease(client, release)).filter(({ status }) => awaitsStart(status))
