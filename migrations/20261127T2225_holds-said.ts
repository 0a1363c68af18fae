import { type Kysely, sql } from 'kysely'

/** A hold is told when its start is near; those of before were told at once, and are not told again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table nudges drop constraint nudges_kind_check`.execute(db)
  await sql`
    alter table nudges
      add constraint nudges_kind_check check (kind in ('day', 'hour', 'unseen', 'overran', 'cut-off', 'held'))`.execute(
    db,
  )
  await sql`
    insert into nudges (update, starts_at, kind, noted_at)
    select id, starts_at, 'held', held_at from updates where status = 'held'
    on conflict do nothing`.execute(db)
  await sql`create index updates_held on updates (starts_at, id) where status = 'held'`.execute(db)
}
