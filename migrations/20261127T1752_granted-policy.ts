import { type Kysely, sql } from 'kysely'

/**
 * Of a client's numbers those that the vendor set: they are not the client's to change. What stands there is taken for
 * the vendor's, unless a key that is bound to the client was the last to put the document.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table clients add column granted jsonb not null default '{}'`.execute(db)
  await sql`
    update clients set granted = policy where not exists (
      select from api_keys
      join lateral (
        select actor from audit where audit.client = clients.id and action = 'client-put' order by audit.id desc limit 1
      ) put on put.actor ->> 'kind' = 'key' and put.actor ->> 'id' = 'K-' || api_keys.id
      where api_keys.client = clients.id)`.execute(db)
  await sql`alter table clients alter column granted drop default`.execute(db)
}
