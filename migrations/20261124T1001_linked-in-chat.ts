import { type Kysely, sql } from 'kysely'

/** What people said of a channel in chat wins over the client's document: linked, or unlinked, whatever that names. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table places add column set_in_chat text check (set_in_chat in ('linked', 'unlinked'))`.execute(db)
}
