import { type Kysely, sql } from 'kysely'

/** What really left in a lane, apart from the turns that are kept: a turn that nobody came for must not count. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A lane is no longer than a platform's window: nothing is owed by one that is begun anew.
  await sql`truncate lanes`.execute(db)
  await sql`alter table lanes add column used timestamptz[] not null`.execute(db)
}
