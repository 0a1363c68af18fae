import { type Kysely, sql } from 'kysely'

/** Replies that are redrawn too: under what each is kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table deliveries add column keeps text`.execute(db)
}
