import type { Tx } from '../ports.ts'
import type { LinkHolder } from './link-ports.ts'

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
