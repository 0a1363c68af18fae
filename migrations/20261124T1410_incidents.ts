import { type Kysely, sql } from 'kysely'

/** An update that failed or went silent is somebody's to look after, until a person or a later update settles it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table incidents (
      update bigint primary key references updates,
      position bigint generated always as identity unique,
      opened_at timestamptz not null,
      status text not null check (status in ('open', 'claimed', 'settled')),
      claimed_by jsonb,
      settled_by jsonb,
      settled_at timestamptz,
      note text,
      revision integer not null default 1,
      check ((status = 'settled') = (settled_by is not null and settled_at is not null)),
      check (status <> 'claimed' or claimed_by is not null)
    )`.execute(db)
  await sql`create index incidents_unsettled on incidents (position) where status in ('open', 'claimed')`.execute(db)
  // What stands so already has had no message of its own, and can be settled all the same.
  await sql`
    insert into incidents (update, opened_at, status)
    select id, coalesce(finished_at, updated_at), 'open' from updates
    where status = 'stalled' or (status = 'failed' and not exists (
      select from updates later
      where later.client = updates.client and later.environment = updates.environment
        and later.id > updates.id and later.status = 'updated'))
    order by id`.execute(db)
}
