import { type Kysely, sql } from 'kysely'

/** The ledger names each message as its platform does, however that became known. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table deliveries rename column appeared to message`.execute(db)
}
