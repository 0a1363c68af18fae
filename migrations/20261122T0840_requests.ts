import { type Kysely, sql } from 'kysely'

/** Who asked for what and was answered how: the audit, chat requests, API keys and their requests. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The subject is an id people see; the rows outlive what they speak of, so nothing refers.
  await sql`
    create table audit (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      actor jsonb not null,
      action text not null,
      client text,
      subject text not null,
      detail jsonb not null
    )`.execute(db)
  await sql`create index on audit (client, id)`.execute(db)
  await sql`create index on audit (subject, id)`.execute(db)

  await sql`
    create table answered_requests (
      actor text not null,
      request text not null,
      answer jsonb not null,
      at timestamptz not null,
      primary key (actor, request)
    )`.execute(db)
  await sql`create index on answered_requests (at)`.execute(db)

  await sql`
    create table api_keys (
      id bigint generated always as identity primary key,
      name text not null,
      hash bytea not null unique,
      scopes text[] not null,
      client text references clients,
      environment text check (environment in ('production', 'staging')),
      created_at timestamptz not null,
      revoked_at timestamptz,
      check (environment is null or client is not null)
    )`.execute(db)

  await sql`
    create table idempotency_keys (
      api_key bigint not null references api_keys,
      key text not null,
      fingerprint text not null,
      claim text not null unique,
      status integer,
      headers jsonb,
      body text,
      at timestamptz not null,
      primary key (api_key, key),
      check (num_nonnulls(status, headers, body) in (0, 3))
    )`.execute(db)
  await sql`create index on idempotency_keys (at)`.execute(db)

  await sql`
    create table sandbox_clock (
      only_row boolean primary key default true check (only_row),
      offset_ms bigint not null
    )`.execute(db)
  await sql`insert into sandbox_clock (offset_ms) values (0)`.execute(db)
}
