import { type Kysely, sql } from 'kysely'

/** What is done once when a start can be changed no more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table nudges drop constraint nudges_kind_check`.execute(db)
  await sql`
    alter table nudges
      add constraint nudges_kind_check
      check (kind in ('day', 'hour', 'unseen', 'overran', 'cut-off'))`.execute(db)
}
