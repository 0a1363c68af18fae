import { sql } from 'kysely'
import type { LinkHolder, Links } from '../../../app/ports/stores/link-ports.ts'
import type { Connection } from '../plumbing/database.ts'

export function makeLinks(db: Connection): Links {
  const generationsOf: Links['generationsOf'] = async (holders) => {
    if (holders.length === 0) return []
    const keys = holders.map(keyOf)
    const { rows } = await sql<{ nth: number; generation: number }>`
      select asked.nth, known.generation
      from unnest(${keys.map(({ client }) => client)}::text[],
        ${keys.map(({ person }) => person)}::text[]) with ordinality asked (client, person, nth)
      join link_holders known on known.person = asked.person
        and (known.client = asked.client or (known.client is null and asked.client is null))`.execute(db)
    const generations = new Map(rows.map(({ nth, generation }) => [nth - 1, generation]))
    return holders.map((_, at) => generations.get(at) ?? 0)
  }
  return {
    generationOf: async (holder) => (await generationsOf([holder]))[0] ?? 0,
    generationsOf,
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
