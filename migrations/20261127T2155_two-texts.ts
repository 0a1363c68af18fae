import { type Kysely, sql } from 'kysely'

/**
 * Why an update is held is a cause of its own, and every reason has two texts: for clients, and for the vendor's own people.
 * What the vendor or a rule wrote before was read by both; from now on it is read inside alone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const causeOf = (text: string) => sql`
    case ${sql.raw(text)}
      when 'The update failed on staging, which went first' then 'staging-failed'
      when 'A failure on the copy was confirmed; the update waits for a fix' then 'failure-confirmed'
      when 'The copy was checked again and a specialist looks at what was found' then 'checked-again'
      when 'No maintenance window within reach is free' then 'no-legal-start'
    end`
  await sql`
    alter table updates
      add column hold text check (
        hold in ('release-paused', 'staging-failed', 'failure-confirmed', 'checked-again', 'no-legal-start')),
      add column reason text,
      add column inside text`.execute(db)
  await sql`
    update updates set
      hold = case when status = 'held' then coalesce(${causeOf('detail')}, 'release-paused') end,
      reason = case when status = 'cancelled' and cancelled_by = 'client' then detail end,
      inside = case
        when status = 'held' and ${causeOf('detail')} is null then detail
        when status = 'cancelled' and cancelled_by = 'vendor' then detail
        when status = 'failed' then detail
      end
    where status in ('held', 'cancelled', 'failed')`.execute(db)
  // A pause that was explained with the words of another cause is told from it by what happened on staging.
  await sql`
    update updates u set hold = 'release-paused', inside = detail
    where hold = 'staging-failed' and exists (
        select from releases where version = u.release and status = 'paused')
      and not exists (
        select from updates staging where staging.client = u.client and staging.release = u.release
          and staging.environment = 'staging' and staging.status = 'failed')`.execute(db)
  await sql`alter table updates drop column detail`.execute(db)
  await sql`alter table updates add constraint updates_held_for check ((status = 'held') = (hold is not null))`.execute(
    db,
  )

  await sql`alter table freezes alter column reason drop not null, add column inside text`.execute(db)
  await sql`update freezes set inside = reason, reason = null where client is null`.execute(db)

  await sql`
    update notices set facts = facts || jsonb_build_object(
      'hold', coalesce(${causeOf("(facts ->> 'reason')")}, 'release-paused'),
      'reason', null,
      'inside', case when ${causeOf("(facts ->> 'reason')")} is null
        then jsonb_build_object('inside', facts ->> 'reason') end)
    where kind = 'update-held'`.execute(db)
  const isOfClient = sql`(
    (kind = 'update-cancelled' and facts -> 'by' -> 'forVendor' is distinct from 'true'::jsonb)
    or (kind in ('freeze-laid', 'freeze-lifted') and client is not null))`
  await sql`
    update notices set facts = facts || jsonb_build_object(
      'reason', case when ${isOfClient} then facts -> 'reason' end,
      'inside', case when not ${isOfClient} and facts ->> 'reason' is not null
        then jsonb_build_object('inside', facts ->> 'reason') end)
    where kind in ('update-cancelled', 'freeze-laid', 'freeze-lifted', 'release-paused', 'release-resumed',
      'release-withdrawn')`.execute(db)
  await sql`
    update notices set facts = facts || jsonb_build_object('detail', case when facts ->> 'detail' is not null
      then jsonb_build_object('inside', facts ->> 'detail') end)
    where kind in ('update-failed', 'verification-failed')`.execute(db)

  const withoutWhy = (text: string) =>
    sql`regexp_replace(${sql.raw(text)}, '^(Release [^ ]+ was withdrawn): .*$', '\\1')`
  await sql`
    update urgent_requests set decision = ${withoutWhy('decision')}
    where decision like 'Release % was withdrawn: %'`.execute(db)
  await sql`
    update notices set facts = jsonb_set(facts, '{reason}', to_jsonb(${withoutWhy("(facts ->> 'reason')")}))
    where kind = 'urgent-declined' and facts ->> 'reason' like 'Release % was withdrawn: %'`.execute(db)
}
