import { type Kysely, sql } from 'kysely'

/** What is asked of everything that waits for somebody: since when a place is gone, and who was found to have no start. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table places add column gone_at timestamptz`.execute(db)
  // Ops was told of each when it went; of one that was not, all that is known is that it was before the newest notice.
  await sql`
    update places set gone_at = coalesce((
      select max(noted_at) from notices where kind = 'place-gone' and facts ->> 'place' = 'P-' || places.id),
      (select max(noted_at) from notices))
    where gone_reason is not null`.execute(db)
  await sql`create index places_gone on places (id) where gone_reason is not null`.execute(db)
  await sql`
    create index notices_unschedulable on notices (client, id) where kind = 'client-unschedulable'`.execute(db)
}
