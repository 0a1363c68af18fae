import { type Actor, stampOf, wayOf } from '../../domain/people/actor.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import type { LinkHolder } from '../ports/stores/link-ports.ts'

/** Closes every link of a person that was made so far. @returns false when nobody of that name is on file */
export async function revokeLinks(tx: Tx, holder: LinkHolder): Promise<boolean> {
  const known =
    holder.kind === 'staff'
      ? await tx.people.staffMember(holder.person)
      : (await tx.clients.find(holder.client))?.administrators.find(({ id }) => id === holder.person)
  if (!known) return false
  await tx.links.revoke(holder)
  return true
}

/** The same, by somebody: written down with who did it. */
export const makeRevokeLinks =
  (ports: Ports) =>
  (holder: LinkHolder, actor: Actor): Promise<boolean> =>
    ports.inTransaction(async (tx) => {
      if (!(await revokeLinks(tx, holder))) return false
      const client = holder.kind === 'staff' ? null : holder.client
      tx.audit.write({
        actor: stampOf(actor, client ?? ''),
        action: 'links-revoked',
        client,
        subject: holder.person,
        detail: {},
        at: ports.clock.now(),
      })
      return true
    }, wayOf(actor))
