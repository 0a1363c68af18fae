import { type Kysely, sql } from 'kysely'

/**
 * What a change for everybody (a release paused, resumed or withdrawn; a freeze of the vendor's) still owes to each client;
 * and with a release by whom its status was changed last, and why, which the audit alone knew.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table follow_ups (
      id bigint generated always as identity primary key,
      client text not null references clients (id),
      release text references releases (version),
      constraint follow_ups_once unique nulls not distinct (client, release)
    )`.execute(db)
  await sql`
    alter table releases
      add column changed_by jsonb,
      add column changed_at timestamptz,
      add column reason text,
      add column inside text`.execute(db)
  await sql`
    update releases set changed_by = changed.actor, changed_at = changed.at,
      reason = changed.detail ->> 'reason', inside = changed.detail ->> 'inside'
    from (
      select distinct on (subject) subject, actor, at, detail from audit
      where action in ('release-paused', 'release-resumed', 'release-withdrawn')
      order by subject, id desc) changed
    where changed.subject = releases.version`.execute(db)
}
