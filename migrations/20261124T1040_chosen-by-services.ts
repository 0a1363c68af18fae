import { type Kysely, sql } from 'kysely'

/** A start that services chose is their own act, which the vendor's freezes don't bind. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table updates drop constraint updates_chosen_by_check`.execute(db)
  await sql`
    alter table updates add constraint updates_chosen_by_check
    check (chosen_by in ('rule', 'person', 'services'))`.execute(db)
}
