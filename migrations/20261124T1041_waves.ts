import { type Kysely, sql } from 'kysely'

/** How a release goes out in waves: the plan, and what it became when the release passed its gate. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table releases add column waves jsonb`.execute(db)
  // What finished of a release since an instant, for its failure rate.
  await sql`
    create index updates_finished on updates (release, finished_at)
    where status in ('updated', 'failed')`.execute(db)
}
