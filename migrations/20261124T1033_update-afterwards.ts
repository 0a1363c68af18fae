import { type Kysely, sql } from 'kysely'

/** What may come after a start: that it runs past its window, told once, and the short health check that follows it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table nudges drop constraint nudges_kind_check`.execute(db)
  await sql`
    alter table nudges
      add constraint nudges_kind_check check (kind in ('day', 'hour', 'unseen', 'overran'))`.execute(db)
  await sql`alter table health_reports add column checked_update bigint unique references updates`.execute(db)
}
