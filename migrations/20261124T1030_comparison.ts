import { type Kysely, sql } from 'kysely'

/** What a health report says against the client's earlier ones, worked out once when it comes in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table health_reports add column comparison jsonb`.execute(db)
  await sql`
    alter table findings
      add column compared text check (compared in ('new', 'still-failing', 'flaky')),
      add column compared_with text`.execute(db)
}
