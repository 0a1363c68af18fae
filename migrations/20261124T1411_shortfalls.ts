import { type Kysely, sql } from 'kysely'

/** What a release's last test report lacked, as the gate counted it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table releases add column shortfalls jsonb`.execute(db)
  await sql`
    update releases set shortfalls = (
      select facts -> 'shortfalls' from notices
      where kind = 'release-refused' and facts ->> 'release' = releases.version
      order by id desc limit 1)
    where status = 'refused' and exists (
      select from notices where kind = 'release-refused' and facts ->> 'release' = releases.version)`.execute(db)
}
