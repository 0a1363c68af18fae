import { type Kysely, sql } from 'kysely'

/** When what may be sent: the platforms' limits are kept here, so that all processes share them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Whatever a crash loses of it is no older than a platform's window, and nothing is owed by it.
  await sql`
    create unlogged table lanes (
      key text primary key,
      turns timestamptz[] not null,
      closed_until timestamptz
    )`.execute(db)
  await sql`alter table deliveries add column turn_at timestamptz`.execute(db)
}
