import { type Kysely, sql } from 'kysely'

/** What is told, to whom, and what became of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table notices (
      id bigint generated always as identity primary key,
      kind text not null,
      client text references clients,
      facts jsonb not null,
      noted_at timestamptz not null
    )`.execute(db)
  await sql`create index on notices (client, id)`.execute(db)

  await sql`
    create table deliveries (
      id bigint generated always as identity primary key,
      notice bigint not null references notices,
      place bigint not null references places,
      mode text not null check (mode in ('post', 'reply', 'edit')),
      standing text,
      status text not null check (status in ('pending', 'sending', 'sent', 'in-doubt', 'failed', 'suppressed')),
      reason text,
      attempts integer not null default 0,
      due_at timestamptz not null,
      claimed_at timestamptz,
      finished_at timestamptz,
      unique (notice, place, mode),
      check (status <> 'suppressed' or reason is not null)
    )`.execute(db)
  await sql`create index deliveries_due on deliveries (due_at, id) where status = 'pending'`.execute(db)
  await sql`create index deliveries_sending on deliveries (claimed_at, id) where status = 'sending'`.execute(db)
  await sql`create index deliveries_in_doubt on deliveries (id) where status = 'in-doubt'`.execute(db)
  await sql`
    create index deliveries_unfinished on deliveries (place, standing, id)
    where status in ('pending', 'sending', 'in-doubt')`.execute(db)

  await sql`
    create table standing_messages (
      place bigint not null references places,
      key text not null,
      message jsonb not null,
      updated_at timestamptz not null,
      primary key (place, key)
    )`.execute(db)

  await sql`
    create table inbox_items (
      id bigint generated always as identity primary key,
      client text not null references clients,
      environment text not null check (environment in ('production', 'staging')),
      delivery bigint not null unique references deliveries,
      card jsonb not null,
      at timestamptz not null
    )`.execute(db)
  await sql`create index on inbox_items (client, environment, id)`.execute(db)
}
