import { sql } from 'kysely'
import type { People } from '../../app/ports.ts'
import type { StaffRole } from '../../domain/actor.ts'
import type { ChatAccount } from '../../domain/client.ts'
import type { Connection } from './database.ts'
import { putRoomMailboxes } from './room-mailboxes.ts'

export function makePeople(db: Connection): People {
  return {
    async find(account) {
      const known = await whoHas(db, account)
      const [first] = known
      if (!first) return null
      return {
        kind: 'person',
        id: first.id,
        name: first.name,
        administers: [...new Set(known.flatMap(({ client }) => client ?? []))],
        roles: [...new Set(known.flatMap(({ roles }) => roles ?? []))],
      }
    },
    async accountsOf(person) {
      return db
        .selectFrom('chat_accounts')
        .select(['platform', 'workspace', 'user_id as user'])
        .distinct()
        .where((account) =>
          account.or([account('administrator', '=', person), account('staff', '=', person)]),
        )
        .orderBy('platform')
        .orderBy('workspace')
        .orderBy('user')
        .execute()
    },
    async staffMember(id) {
      const row = await db
        .selectFrom('staff')
        .select(['id', 'name', 'roles'])
        .where('id', '=', id)
        .executeTakeFirst()
      return row ? { kind: 'person', id: row.id, name: row.name, administers: [], roles: row.roles } : null
    },
    async putStaff(staff) {
      // Every process puts them at its start, and many may start together: none sees what another has only begun.
      await sql`lock table staff in share row exclusive mode`.execute(db)
      await db.deleteFrom('staff').execute()
      await putRoomMailboxes(db, staff)
      if (staff.length === 0) return
      await db
        .insertInto('staff')
        .values(staff.map(({ id, name, email, roles }) => ({ id, name, email, roles })))
        .execute()
      const accounts = staff.flatMap(({ id, accounts }) =>
        accounts.map(({ platform, workspace, user }, position) => ({
          ...{ platform, workspace, user_id: user, client: null, administrator: null, staff: id, position },
        })),
      )
      if (accounts.length === 0) return
      await db
        .insertInto('chat_accounts')
        .values(accounts)
        .onConflict((same) => same.doNothing())
        .execute()
    },
  }
}

type Known = {
  readonly id: string
  readonly name: string
  readonly client: string | null
  readonly roles: readonly StaffRole[] | null
}

/** Staff first: a person who is both goes by the name that the vendor knows. */
async function whoHas(db: Connection, { platform, workspace, user }: ChatAccount): Promise<readonly Known[]> {
  return db
    .selectFrom('chat_accounts')
    .leftJoin('staff', 'staff.id', 'chat_accounts.staff')
    .leftJoin('administrators', (join) =>
      join
        .onRef('administrators.client', '=', 'chat_accounts.client')
        .onRef('administrators.id', '=', 'chat_accounts.administrator'),
    )
    .select([
      sql<string>`coalesce(staff.id, administrators.id)`.as('id'),
      sql<string>`coalesce(staff.name, administrators.name)`.as('name'),
      'chat_accounts.client',
      'staff.roles',
    ])
    .where('chat_accounts.platform', '=', platform)
    .where('chat_accounts.workspace', '=', workspace)
    .where('chat_accounts.user_id', '=', user)
    .orderBy(sql`staff.id is null`)
    .orderBy('chat_accounts.client')
    .execute()
}
