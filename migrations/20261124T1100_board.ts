import { type Kysely, sql } from 'kysely'

/** What the release board looks for every few seconds: deliveries that failed, and verifications that do not get on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index deliveries_failed on deliveries (finished_at, place) where status = 'failed'`.execute(db)
  await sql`
    create index verifications_unfinished on verifications (heard_at, id)
    where status in ('requested', 'copying', 'updating', 'checking', 'silent', 'failed')`.execute(db)
}
