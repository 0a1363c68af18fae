import { type Kysely, sql } from 'kysely'

/** What a report is no proof for, is a finding of a kind of its own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table findings drop constraint findings_kind_check,
      add constraint findings_kind_check check (kind in ('case', 'mass', 'suite-error', 'no-tests',
        'declared-more', 'declared-failures', 'declared-skipped', 'unknown-outcome', 'exit-code',
        'fewer-than-before', 'fewer-than-minimum'))`.execute(db)
}
