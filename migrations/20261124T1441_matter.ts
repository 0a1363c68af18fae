import { type Kysely, sql } from 'kysely'

/** What keeps its order in a place: mostly what one standing message is about, and sometimes more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table deliveries add column matter text`.execute(db)
  await sql`update deliveries set matter = standing`.execute(db)
  await sql`
    create index deliveries_in_order on deliveries (place, matter, id)
      where status in ('pending', 'sending', 'in-doubt')`.execute(db)
}
