import { type Kysely, sql } from 'kysely'

/** A copy that passed by a person's decision, and whose client has yet to be scheduled. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table verifications add column go_ahead_owed boolean not null default false`.execute(db)
  await sql`create index verifications_go_ahead on verifications (id) where go_ahead_owed`.execute(db)
}
