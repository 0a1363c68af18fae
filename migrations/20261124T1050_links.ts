import { type Kysely, sql } from 'kysely'

/** What is kept of signed links: their holders' generations, and which of those that open once were used. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Holders are named by what a link says, not by a foreign key: who is taken off the file and put back stays revoked.
  await sql`
    create table link_holders (
      client text,
      person text not null,
      generation integer not null default 0,
      mailed_at timestamptz,
      unique nulls not distinct (client, person)
    )`.execute(db)
  await sql`
    create table used_links (
      id text primary key,
      expires_at timestamptz not null
    )`.execute(db)
  await sql`create index on used_links (expires_at)`.execute(db)
}
