import { type Kysely, sql } from 'kysely'

/** Where a delivery stands, as its platform said by itself before anybody had heard what became of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table deliveries add column appeared jsonb`.execute(db)
}
