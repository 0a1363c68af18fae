import { type Kysely, sql } from 'kysely'

/** What was said once about one start of an update: reminders, and that nobody had seen it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table nudges (
      update bigint not null references updates,
      starts_at timestamptz not null,
      kind text not null check (kind in ('day', 'hour', 'unseen')),
      noted_at timestamptz not null,
      primary key (update, starts_at, kind)
    )`.execute(db)
  await sql`create index notices_room_reminded on notices (id) where kind = 'room-reminded'`.execute(db)
  await sql`create index findings_open on findings (opened_at) where status = 'open'`.execute(db)
}
