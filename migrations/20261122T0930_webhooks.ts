import { type Kysely, sql } from 'kysely'

/** A learning environment may have its notices posted to it, beside the inbox that it reads. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table places
      drop constraint places_kind_check,
      add constraint places_kind_check check (kind in ('channel', 'direct', 'mailbox', 'inbox', 'webhook'))`.execute(db)
}
