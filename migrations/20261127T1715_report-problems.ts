import { type Kysely, sql } from 'kysely'

/** Why a report is no proof, whatever its cases say. Of those kept already, what they declared is all that is known. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table health_reports add column problems jsonb not null default '[]'`.execute(db)
  await sql`
    update health_reports set problems = jsonb_build_array(jsonb_build_object(
      'kind', 'declared-more', 'excess', declared_tests - tests, 'heads', 1,
      'first', jsonb_build_object('suite', '', 'declared', declared_tests, 'counted', tests)))
    where declared_tests > tests`.execute(db)
}
