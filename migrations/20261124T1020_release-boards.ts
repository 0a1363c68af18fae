import { type Kysely, sql } from 'kysely'

/** The one message of a roll-out in the ops channel: when it was looked at, and what every standing message shows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table release_boards (
      release text primary key references releases,
      looked_at timestamptz not null,
      revision integer not null,
      moves boolean not null
    )`.execute(db)
  await sql`alter table standing_messages add column shows text`.execute(db)
  // Whether anything of a release is still on its way is asked every few seconds.
  await sql`
    create index updates_of_moving_release on updates (release)
    where status in ('scheduled', 'held', 'updating', 'stalled')`.execute(db)
  await sql`
    create index verifications_of_moving_release on verifications (release)
    where status in ('requested', 'copying', 'updating', 'checking', 'silent', 'reported', 'blocked')`.execute(db)
}
