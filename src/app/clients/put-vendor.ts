import { stampOf, zerotouch } from '../../domain/people/actor.ts'
import { type ChannelAddress, type InternalRoom, internalRooms } from '../../domain/people/place.ts'
import type { StaffMember, Tx } from '../ports/ports.ts'

/** The vendor's own file: its rooms and its people. */
export type VendorDocument = {
  readonly rooms: Readonly<Record<InternalRoom, ChannelAddress>>
  readonly staff: readonly StaffMember[]
}

/** Replaces what is on file of the vendor, and writes down who came and went, and which rooms moved. */
export async function putVendor(tx: Tx, { rooms, staff }: VendorDocument, now: Date): Promise<void> {
  const wrote = (action: string, what: string, was: string | null, is: string | null) => ({
    actor: stampOf(zerotouch, ''),
    action,
    client: null,
    subject: what,
    detail: { what, was, is },
    at: now,
  })
  const before = new Map((await tx.people.putStaff(staff)).map((one) => [one.id, memberText(one)]))
  // As it is on file by now: an account that is somebody else's already is not taken.
  const after = new Map((await tx.people.staff()).map((one) => [one.id, memberText(one)]))
  const people = [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((id) => {
    const [was = null, is = null] = [before.get(id), after.get(id)]
    if (was === is) return []
    const action = was === null ? 'staff-added' : is === null ? 'staff-removed' : 'staff-changed'
    return [wrote(action, id, was, is)]
  })
  const known = await tx.places.around(null)
  const moved = internalRooms.flatMap((room) => {
    const there = known.find((place) => place.room === room && place.address.kind === 'channel')
    const was = there?.address.kind === 'channel' ? channelText(there.address) : null
    const is = channelText(rooms[room])
    return was === is ? [] : [wrote('room-moved', room, was, is)]
  })
  for (const room of internalRooms) await tx.places.putRoom(room, { kind: 'channel', ...rooms[room] })
  tx.audit.write(...people, ...moved)
}

const channelText = ({ platform, workspace, channel }: ChannelAddress): string => `${platform} ${workspace}/${channel}`

function memberText({ name, email, roles, accounts }: StaffMember): string {
  const said = accounts.map(({ platform, workspace, user }) => `${platform} ${workspace}/${user}`)
  return [`${name} <${email}>`, [...roles].sort().join(', '), ...said.sort()].join('; ')
}
