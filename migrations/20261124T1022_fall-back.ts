import { type Kysely, sql } from 'kysely'

/** E-mail in place of what is gone: for clients' places, and for the vendor's rooms. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table deliveries add column instead_of bigint references places`.execute(db)
  // A room has one channel, and the mailboxes of those who work in it.
  await sql`drop index places_room`.execute(db)
  await sql`create unique index places_room on places (room) where linked and kind = 'channel'`.execute(db)
  await sql`create index places_of_rooms on places (room) where linked`.execute(db)
}
