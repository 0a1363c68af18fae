import { type Kysely, sql } from 'kysely'

/** Of what stays in doubt ops is told once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table deliveries add column doubt_told boolean not null default false`.execute(db)
  await sql`create index notices_doubts_remain on notices (id) where kind = 'doubts-remain'`.execute(db)
}
