import { sql } from 'kysely'
import type { People, StaffMember } from '../../../app/ports/ports.ts'
import type { Person, StaffRole } from '../../../domain/people/actor.ts'
import type { ChatAccount } from '../../../domain/people/client.ts'
import type { ChannelAddress, InternalRoom } from '../../../domain/people/place.ts'
import type { Connection } from '../plumbing/database.ts'
import { placeAt } from './place-at.ts'
import { putRoomMailboxes } from './room-mailboxes.ts'
import { keyOfAccount } from './waiting-places.ts'

export function makePeople(db: Connection): People {
  return {
    find: async (account) => personAmong(await whoHas(db, account, null), account),
    async meet(account, channel) {
      const known = await whoHas(db, account, channel)
      const person = personAmong(known, account)
      const [place = null] = known.flatMap(({ place_id: id, place_client: client, room }) =>
        id === null ? [] : [{ client, room }],
      )
      return person && { person, place }
    },
    async accountsOf(staff) {
      return db
        .selectFrom('chat_accounts')
        .select(['platform', 'workspace', 'user_id as user'])
        .where('staff', '=', staff)
        .orderBy('platform')
        .orderBy('workspace')
        .orderBy('user')
        .execute()
    },
    async staffMember(id) {
      const row = await db.selectFrom('staff').select(['id', 'name', 'roles']).where('id', '=', id).executeTakeFirst()
      return row ? { kind: 'person', id: row.id, name: row.name, administers: [], roles: row.roles } : null
    },
    staff: () => readStaff(db),
    async putStaff(staff) {
      // Every process puts them at its start, and many may start together: none sees what another has only begun.
      await sql`lock table staff in share row exclusive mode`.execute(db)
      const before = await readStaff(db)
      await db.deleteFrom('staff').execute()
      await putRoomMailboxes(db, staff)
      if (staff.length === 0) return before
      await db
        .insertInto('staff')
        .values(staff.map(({ id, name, email, roles }) => ({ id, name, email, roles })))
        .execute()
      const accounts = staff.flatMap(({ id, accounts }) =>
        accounts.map(({ platform, workspace, user }, position) => ({
          platform,
          workspace,
          user_id: user,
          client: null,
          administrator: null,
          staff: id,
          position,
        })),
      )
      if (accounts.length === 0) return before
      await db
        .insertInto('chat_accounts')
        .values(accounts)
        .onConflict((same) => same.doNothing())
        .execute()
      return before
    },
  }
}

async function readStaff(db: Connection): Promise<readonly StaffMember[]> {
  const staff = await db.selectFrom('staff').selectAll().orderBy('id').execute()
  const accounts = await db
    .selectFrom('chat_accounts')
    .select(['staff', 'platform', 'workspace', 'user_id as user'])
    .where('staff', 'is not', null)
    .orderBy('position')
    .execute()
  return staff.map((member) => ({
    ...member,
    accounts: accounts.filter((account) => account.staff === member.id).map(({ staff: _, ...account }) => account),
  }))
}

type Known = {
  readonly id: string
  readonly name: string
  readonly client: string | null
  readonly roles: readonly StaffRole[] | null
  readonly waits: boolean
  readonly place_id: number | null
  readonly place_client: string | null
  readonly room: InternalRoom | null
}

const personAmong = (known: readonly Known[], account: ChatAccount): Person | null =>
  staffAmong(known) ?? administratorAmong(known, account)

/** The vendor's word on its own people wins: a client that names one of them makes nobody its administrator by it. */
function staffAmong(known: readonly Known[]): Person | null {
  const [member] = known.flatMap(({ id, name, roles }) => (roles ? [{ id, name, roles }] : []))
  return member ? { kind: 'person', ...member, administers: [] } : null
}

function administratorAmong(known: readonly Known[], { platform, workspace, user }: ChatAccount): Person | null {
  const [first] = known
  if (!first) return null
  const administers = known.flatMap(({ client }) => client ?? [])
  const waiting = known.flatMap(({ client, waits }) => (waits && client ? client : []))
  const waitsAt = waiting.length > 0 && { waitsAt: waiting }
  const { id, name } = first
  if (known.every((row) => row.id === id && row.name === name))
    return { kind: 'person', id, name, administers, roles: [], ...waitsAt }
  return {
    kind: 'person',
    id: known.every((row) => row.id === id) ? id : `${platform} ${workspace} ${user}`,
    name: known.every((row) => row.name === name) ? name : '',
    administers,
    roles: [],
    ...waitsAt,
    as: Object.fromEntries(known.flatMap((row) => (row.client ? [[row.client, { id: row.id, name: row.name }]] : []))),
  }
}

/** The entries of an account, each with the place that the channel is. */
async function whoHas(db: Connection, account: ChatAccount, channel: ChannelAddress | null): Promise<readonly Known[]> {
  const { platform, workspace, user } = account
  return db
    .selectFrom('chat_accounts')
    .leftJoin('staff', 'staff.id', 'chat_accounts.staff')
    .leftJoin('administrators', (join) =>
      join
        .onRef('administrators.client', '=', 'chat_accounts.client')
        .onRef('administrators.id', '=', 'chat_accounts.administrator'),
    )
    .leftJoin(placeAt(db, channel).as('place'), (join) => join.onTrue())
    .select([
      sql<string>`coalesce(staff.id, administrators.id)`.as('id'),
      sql<string>`coalesce(staff.name, administrators.name)`.as('name'),
      'chat_accounts.client',
      'staff.roles',
      'place.id as place_id',
      'place.client as place_client',
      'place.room',
      sql<boolean>`exists (
        select from places where client = chat_accounts.client and room is null and key = ${keyOfAccount(account)}
          and awaits_link)`.as('waits'),
    ])
    .where('chat_accounts.platform', '=', platform)
    .where('chat_accounts.workspace', '=', workspace)
    .where('chat_accounts.user_id', '=', user)
    .orderBy(sql`staff.id is null`)
    .orderBy('chat_accounts.client')
    .execute()
}
