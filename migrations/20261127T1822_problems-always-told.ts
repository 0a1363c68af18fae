import { type Kysely, sql } from 'kysely'

/** Who writes a report down says what makes it no proof: a default would hide that somebody forgot. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table health_reports alter column problems drop default`.execute(db)
}
