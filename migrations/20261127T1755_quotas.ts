import { type Kysely, sql } from 'kysely'

/** What was done of late and is bounded, by quota; and no more of links than which are revoked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table quotas (
      key text primary key,
      uses timestamptz[] not null,
      useless timestamptz not null
    )`.execute(db)
  await sql`create index on quotas (useless)`.execute(db)
  await sql`alter table link_holders drop column mailed_at`.execute(db)
}
