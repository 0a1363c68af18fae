import { type Kysely, sql } from 'kysely'

/** What is rolled out, and the proof that it may be: releases, verifications, their reports and findings. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table releases (
      version text primary key,
      kind text not null check (kind in ('regular', 'security', 'hotfix')),
      status text not null check (status in ('candidate', 'available', 'refused', 'paused', 'withdrawn')),
      notes_url text not null,
      gate jsonb,
      revision integer not null default 1,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(db)
  await sql`
    create table verifications (
      id bigint generated always as identity primary key,
      client text not null references clients,
      release text not null references releases,
      status text not null check (status in ('requested', 'copying', 'updating', 'checking', 'reported',
        'passed', 'blocked', 'silent', 'failed', 'obsolete')),
      attempt integer not null default 1,
      urgent boolean not null,
      requested_at timestamptz not null,
      heard_at timestamptz not null,
      dispatched_at timestamptz,
      report bigint,
      revision integer not null default 1
    )`.execute(db)
  await sql`
    create unique index verifications_current on verifications (client, release)
    where status <> 'obsolete'`.execute(db)
  await sql`create index on verifications (client, id)`.execute(db)
  await sql`create index on verifications (release, id)`.execute(db)
  await sql`
    create index verifications_undispatched on verifications (urgent desc, id)
    where dispatched_at is null and status = 'requested'`.execute(db)

  await sql`
    create table health_reports (
      id bigint generated always as identity primary key,
      verification bigint references verifications,
      client text references clients,
      release text not null references releases,
      tests integer not null,
      passed integer not null,
      failed integer not null,
      errored integer not null,
      skipped integer not null,
      declared_tests integer,
      suites jsonb not null,
      suite_errors jsonb not null,
      cases bytea not null,
      received_at timestamptz not null
    )`.execute(db)
  // The archive is compressed already: trying again costs time and gains nothing.
  await sql`alter table health_reports alter column cases set storage external`.execute(db)
  await sql`create index on health_reports (client, id) where verification is not null`.execute(db)
  await sql`create index on health_reports (verification)`.execute(db)
  await sql`
    alter table verifications
    add constraint verifications_report_fkey foreign key (report) references health_reports`.execute(db)

  await sql`
    create table findings (
      id bigint generated always as identity primary key,
      verification bigint not null references verifications,
      client text not null references clients,
      release text not null references releases,
      kind text not null check (kind in ('case', 'mass', 'suite-error', 'no-tests', 'declared-more',
        'fewer-than-before', 'fewer-than-minimum')),
      suite text not null,
      name text not null,
      message text not null,
      output text not null,
      fingerprint text not null,
      status text not null check (status in ('open', 'claimed', 'accepted', 'confirmed', 'obsolete')),
      opened_at timestamptz not null,
      revision integer not null default 1
    )`.execute(db)
  await sql`create index on findings (verification, id)`.execute(db)
  await sql`create index on findings (fingerprint, id)`.execute(db)
}
