import { type Kysely, sql } from 'kysely'

/** An update that takes another one's place goes on in the same calendar entry, with a higher sequence. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table updates
      add column calendar_of bigint references updates,
      add column calendar_base integer not null default 0`.execute(db)
  await sql`create index on updates (calendar_of) where calendar_of is not null`.execute(db)
}
