import { type Kysely, sql } from 'kysely'

/** Who and where: clients, their systems and people, the vendor's staff, and every place a notice can go. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // What people set in chat stays in `settings`, so that a new document never wipes it.
  await sql`
    create table clients (
      id text primary key,
      name text not null,
      zone text not null,
      windows text[] not null,
      policy jsonb not null,
      settings jsonb not null,
      revision integer not null default 1,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(db)
  await sql`
    create table systems (
      client text not null references clients,
      environment text not null check (environment in ('production', 'staging')),
      version text,
      url text,
      primary key (client, environment)
    )`.execute(db)
  await sql`
    create table administrators (
      client text not null references clients,
      id text not null,
      name text not null,
      email text not null,
      position integer not null,
      primary key (client, id)
    )`.execute(db)
  await sql`
    create table staff (
      id text primary key,
      name text not null,
      email text not null,
      roles text[] not null check (roles <@ array['specialist', 'services', 'operator'])
    )`.execute(db)
  await sql`
    create table chat_accounts (
      platform text not null check (platform in ('slack', 'teams')),
      workspace text not null,
      user_id text not null,
      client text,
      administrator text,
      staff text references staff on delete cascade,
      position integer not null,
      foreign key (client, administrator) references administrators on delete cascade,
      check (num_nonnulls(administrator, staff) = 1 and num_nonnulls(client, administrator) <> 1),
      unique nulls not distinct (platform, workspace, user_id, client, administrator, staff)
    )`.execute(db)
  await sql`create index on chat_accounts (client, administrator)`.execute(db)
  await sql`create index on chat_accounts (administrator) where administrator is not null`.execute(db)
  await sql`create index on chat_accounts (staff) where staff is not null`.execute(db)

  // `key` is the address in one canonical line; an unlinked place stays for what was delivered to it.
  await sql`
    create table places (
      id bigint generated always as identity primary key,
      kind text not null check (kind in ('channel', 'direct', 'mailbox', 'inbox')),
      key text not null,
      address jsonb not null,
      client text references clients,
      room text check (room in ('ops', 'triage', 'services')),
      administrator text,
      linked boolean not null default true,
      gone_reason text,
      check (num_nonnulls(client, room) = 1),
      unique nulls not distinct (client, room, key)
    )`.execute(db)
  await sql`create index on places (key) where kind = 'channel'`.execute(db)
  await sql`create unique index places_room on places (room) where linked`.execute(db)
  await sql`
    create unique index places_client_channel on places (key)
    where kind = 'channel' and linked and client is not null`.execute(db)
}
