import { type Kysely, sql } from 'kysely'

/** When a copy's first step was told, when it may be tried again, and what its runner said last time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table verifications
      add column started_at timestamptz,
      add column due_at timestamptz,
      add column detail text`.execute(db)
  await sql`update verifications set due_at = requested_at`.execute(db)
  await sql`alter table verifications alter column due_at set not null`.execute(db)
  await sql`drop index verifications_undispatched`.execute(db)
  await sql`
    create index verifications_undispatched on verifications (urgent desc, attempt desc, id)
    where dispatched_at is null and status in ('requested', 'silent')`.execute(db)
  await sql`
    create index verifications_running on verifications (heard_at)
    where status in ('requested', 'copying', 'updating', 'checking', 'silent')`.execute(db)
}
