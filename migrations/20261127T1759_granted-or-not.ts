import { type Kysely, sql } from 'kysely'

/** Of most clients the vendor has set no number: that is null, and not an empty list that every writer must think of. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table clients alter column granted drop not null`.execute(db)
  await sql`update clients set granted = null where granted = '{}'`.execute(db)
}
