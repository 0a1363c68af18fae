import { type Kysely, sql } from 'kysely'

/** Who has a finding in hand, and what was decided about it: remembered for good, by the fingerprint of the failure. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table findings
      add column claimed_by jsonb,
      add column decision text check (decision in ('accepted', 'confirmed')),
      add column decided_by jsonb,
      add column decided_at timestamptz,
      add column reason text check (reason in ('not-caused-by-the-update', 'known', 'flaky', 'environment')),
      add column ticket text,
      add column note text,
      add column note_for_client boolean not null default false,
      add check (num_nonnulls(decision, decided_by, decided_at) in (0, 3)),
      add check (reason is null or decision = 'accepted')`.execute(db)
  await sql`
    create index findings_undecided on findings (release, fingerprint, id)
    where status in ('open', 'claimed')`.execute(db)
  await sql`
    create index findings_verdicts on findings (fingerprint, decided_at)
    where decision is not null`.execute(db)
  await sql`create index findings_groups on findings (release, fingerprint, id)`.execute(db)
}
