import type { StaffMember } from '../../../app/ports/ports.ts'
import type { StaffRole } from '../../../domain/people/actor.ts'
import type { Address, InternalRoom } from '../../../domain/people/place.ts'
import type { Connection } from '../plumbing/database.ts'
import { toJson } from '../plumbing/json.ts'
import { keyOf, thereAgain } from './place-keys.ts'

const roomOf: Readonly<Record<StaffRole, InternalRoom>> = {
  operator: 'ops',
  specialist: 'triage',
  services: 'services',
}

/** The mailboxes that stand in for the vendor's rooms; one that was refused before is tried again. */
export async function putRoomMailboxes(db: Connection, staff: readonly StaffMember[]): Promise<void> {
  await db
    .updateTable('places')
    .set({ linked: false })
    .where('kind', '=', 'mailbox')
    .where('room', 'is not', null)
    .execute()
  const mailboxes = new Map<string, { readonly room: InternalRoom; readonly address: Address }>()
  for (const { email, name, roles } of staff)
    for (const role of roles) {
      const address: Address = { kind: 'mailbox', email, name }
      mailboxes.set(`${roomOf[role]} ${keyOf(address)}`, { room: roomOf[role], address })
    }
  if (mailboxes.size === 0) return
  const rows = [...mailboxes.values()].map(({ room, address }) => ({
    kind: address.kind,
    key: keyOf(address),
    client: null,
    room,
    administrator: null,
    address: toJson(address),
    linked: true,
    ...thereAgain,
  }))
  await db
    .insertInto('places')
    .values(rows)
    .onConflict((known) =>
      known
        .columns(['client', 'room', 'key'])
        .doUpdateSet((row) => ({ address: row.ref('excluded.address'), linked: true, ...thereAgain })),
    )
    .execute()
}
