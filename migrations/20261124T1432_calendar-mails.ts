import { type Kysely, sql } from 'kysely'

/** Mails that only keep a calendar right. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table deliveries drop constraint deliveries_mode_check`.execute(db)
  await sql`
    alter table deliveries
      add constraint deliveries_mode_check check (mode in ('post', 'reply', 'edit', 'calendar'))`.execute(db)
}
