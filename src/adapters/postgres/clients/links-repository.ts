import { sql } from 'kysely'
import type { LinkHolder, Links } from '../../../app/ports/stores/link-ports.ts'
import type { Connection } from '../plumbing/database.ts'

export function makeLinks(db: Connection): Links {
  return {
    async generationOf(holder) {
      const { client, person } = keyOf(holder)
      const row = await db
        .selectFrom('link_holders')
        .select('generation')
        .where('client', 'is not distinct from', client)
        .where('person', '=', person)
        .executeTakeFirst()
      return row?.generation ?? 0
    },
    async revoke(holder) {
      const row = await db
        .insertInto('link_holders')
        .values({ ...keyOf(holder), generation: 1 })
        .onConflict((same) =>
          same.columns(['client', 'person']).doUpdateSet({ generation: sql<number>`link_holders.generation + 1` }),
        )
        .returning('generation')
        .executeTakeFirstOrThrow()
      return row.generation
    },
    async isUsed(id) {
      const row = db.selectFrom('used_links').select('id').where('id', '=', id)
      return (await row.executeTakeFirst()) !== undefined
    },
    async useOnce({ id, expiresAt }, now) {
      await db.deleteFrom('used_links').where('expires_at', '<', now).execute()
      const used = await db
        .insertInto('used_links')
        .values({ id, expires_at: expiresAt })
        .onConflict((same) => same.column('id').doNothing())
        .returning('id')
        .executeTakeFirst()
      return used !== undefined
    },
  }
}

const keyOf = (holder: LinkHolder): { client: string | null; person: string } => ({
  client: holder.kind === 'administrator' ? holder.client : null,
  person: holder.person,
})
