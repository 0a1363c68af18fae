import { type Kysely, sql } from 'kysely'

/** In what state an update that failed left the live system, as far as its runner said. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table live_states (
      update bigint primary key references updates (id),
      version text,
      restored boolean,
      up boolean
    )`.execute(db)
  await sql`create index updates_outcomes on updates (client, environment, finished_at)
    where status in ('updated', 'failed')`.execute(db)
}
