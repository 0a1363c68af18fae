import { type Kysely, sql } from 'kysely'

/** What happens to systems, and what is asked for: updates, urgent requests, freezes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table updates (
      id bigint generated always as identity (start with 1001) primary key,
      client text not null references clients,
      environment text not null check (environment in ('production', 'staging')),
      release text not null references releases,
      kind text not null check (kind in ('regular', 'security', 'hotfix')),
      status text not null check (status in ('scheduled', 'held', 'updating', 'stalled', 'updated', 'failed',
        'cancelled', 'superseded')),
      starts_at timestamptz not null,
      zone text not null,
      expected_minutes integer not null,
      first_start timestamptz not null,
      deadline timestamptz not null,
      chosen_by text not null check (chosen_by in ('rule', 'person')),
      cancelled_by text check (cancelled_by in ('client', 'vendor')),
      detail text,
      held_at timestamptz,
      handed_over_at timestamptz,
      finished_at timestamptz,
      revision integer not null default 1,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      check ((status = 'held') = (held_at is not null))
    )`.execute(db)
  await sql`
    create unique index updates_one_active on updates (client, environment)
    where status in ('scheduled', 'held', 'updating', 'stalled')`.execute(db)
  await sql`create index on updates (client, environment, id)`.execute(db)
  await sql`create index on updates (client, id)`.execute(db)
  await sql`create index on updates (release, client, id)`.execute(db)
  await sql`create index on updates (release, id)`.execute(db)
  await sql`create index on updates (status, id)`.execute(db)
  await sql`create index updates_starting on updates (starts_at, id) where status = 'scheduled'`.execute(db)
  await sql`
    create index updates_slots on updates (starts_at)
    where status in ('scheduled', 'held', 'updating', 'stalled')`.execute(db)
  await sql`
    create index updates_running on updates (handed_over_at, id) where status = 'updating'`.execute(db)

  await sql`
    create table urgent_requests (
      id bigint generated always as identity primary key,
      client text not null references clients,
      environment text not null check (environment in ('production', 'staging')),
      release text not null references releases,
      reason text not null,
      wished_at timestamptz,
      status text not null check (status in ('requested', 'claimed', 'accepted', 'scheduled', 'fulfilled',
        'failed', 'declined', 'withdrawn', 'expired')),
      requested_by jsonb not null,
      requested_at timestamptz not null,
      claimed_by jsonb,
      decided_by jsonb,
      decision text,
      starts_at timestamptz,
      update bigint references updates,
      revision integer not null default 1
    )`.execute(db)
  await sql`
    create unique index urgent_requests_one_open on urgent_requests (client, environment)
    where status in ('requested', 'claimed', 'accepted', 'scheduled')`.execute(db)
  await sql`
    create index urgent_requests_unanswered on urgent_requests (requested_at, id)
    where status in ('requested', 'claimed')`.execute(db)
  await sql`create index on urgent_requests (client, release) where status = 'accepted'`.execute(db)
  await sql`create index on urgent_requests (update) where update is not null`.execute(db)

  await sql`
    create table freezes (
      id bigint generated always as identity primary key,
      scope text not null check (scope in ('vendor', 'client')),
      client text references clients,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      reason text not null,
      created_at timestamptz not null,
      check (ends_at > starts_at),
      check ((scope = 'client') = (client is not null))
    )`.execute(db)
  await sql`create index on freezes (client, ends_at)`.execute(db)
}
