import { type Kysely, sql } from 'kysely'

/** Who sends a delivery, and when one in doubt is looked up next, on Postgres' own clock. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table deliveries
      add column claimed_by integer,
      add column look_at timestamptz,
      add column undecidable boolean not null default false`.execute(db)
}
