import { type Kysely, sql } from 'kysely'

/**
 * What was told and decided under fingerprints of version 1 is put under those of version 2. What was decided together
 * about failures that are several now stands, and is remembered for none of them: which one was looked at is not known.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table findings add column remembered boolean not null default true`.execute(db)
  await regroup(db)
}

/** A migration that computes fingerprints by a later rule regroups in the same way. */
export async function regroup(db: Kysely<unknown>): Promise<void> {
  await sql`
    with together as (
      select release, fingerprint_before, decided_at from findings where decision is not null
      group by release, fingerprint_before, decided_at having count(distinct fingerprint) > 1)
    update findings set remembered = false from together
    where findings.release = together.release and findings.fingerprint_before = together.fingerprint_before
      and findings.decided_at = together.decided_at`.execute(db)
  await renameDeliveries(db)
  await renameStanding(db)
  await tellOfNewGroups(db)
  await sql`alter table findings drop column fingerprint_before`.execute(db)
}

/** Notices and deliveries follow the finding that they tell of. */
async function renameDeliveries(db: Kysely<unknown>): Promise<void> {
  await sql`
    update notices set facts = jsonb_set(facts, '{fingerprint}', to_jsonb(fingerprint))
    from findings where notices.kind like 'findings-%' and facts->>'finding' = 'F-' || findings.id`.execute(db)
  await sql`
    update deliveries set standing = key, matter = case when matter = standing then key else matter end
    from (select id, 'fingerprint:' || (facts->>'release') || ':' || (facts->>'fingerprint') as key
      from notices where kind like 'findings-%') told
    where told.id = deliveries.notice and standing like 'fingerprint:%'`.execute(db)
}

/** A message that stands follows the oldest current finding of those it shows: the one whose words it holds. */
async function renameStanding(db: Kysely<unknown>): Promise<void> {
  await sql`
    create temporary table stood on commit drop as
    select place, key as key_before, 'fingerprint:' || shown.release || ':' || shown.fingerprint as key, shown.id
    from (select distinct on (release, fingerprint_before) * from findings
      order by release, fingerprint_before, status = 'obsolete', id) shown
    join standing_messages on key = 'fingerprint:' || shown.release || ':' || fingerprint_before`.execute(db)
  // Where two messages stood for what is one failure now, the older goes on standing.
  await sql`
    delete from standing_messages using stood, stood older
    where standing_messages.place = stood.place and standing_messages.key = stood.key_before
      and older.place = stood.place and older.key = stood.key and older.id < stood.id`.execute(db)
  await sql`
    update standing_messages set key = stood.key from stood
    where standing_messages.place = stood.place and standing_messages.key = stood.key_before`.execute(db)
  await sql`drop table stood`.execute(db)
}

/**
 * A failure that waits and shared a message with another gets one of its own; a message that was shared, or that shows
 * more now, is drawn anew. They are owed since the finding was opened, so that they are sent at once.
 */
async function tellOfNewGroups(db: Kysely<unknown>): Promise<void> {
  await sql`
    create temporary table regrouped on commit drop as
    with pairs as (
      select release, fingerprint, fingerprint_before, min(id) as finding, bool_or(status in ('open', 'claimed')) as waits,
        count(*) over (partition by release, fingerprint) > 1
          or count(*) over (partition by release, fingerprint_before) > 1 as changed
      from findings where status <> 'obsolete' group by release, fingerprint, fingerprint_before),
    rooms as (
      select distinct release, fingerprint_before, place from deliveries
      join notices on notices.id = notice join findings on facts->>'finding' = 'F-' || findings.id
      where notices.kind = 'findings-opened' and mode = 'post'),
    groups as (
      select release, fingerprint, 'fingerprint:' || release || ':' || fingerprint as key, place,
        min(finding) as finding, bool_or(waits) as waits
      from pairs join rooms using (release, fingerprint_before)
      group by release, fingerprint, place having bool_or(changed))
    select nextval(pg_get_serial_sequence('notices', 'id')) as notice, groups.*, stands.key is not null as stands
    from groups left join standing_messages stands using (place, key)
    where not exists (
      select from deliveries where deliveries.place = groups.place and standing = groups.key and mode = 'post'
        and status in ('pending', 'sending', 'in-doubt'))`.execute(db)
  await sql`delete from regrouped where not stands and not waits`.execute(db)
  // That it is met at another client, too, is no news of a failure that is told for the first time.
  await sql`
    update deliveries set status = 'suppressed', reason = 'overtaken', finished_at = due_at from regrouped
    where not stands and deliveries.place = regrouped.place and standing = key
      and mode in ('edit', 'reply') and status = 'pending'`.execute(db)
  await sql`
    insert into notices (id, kind, facts, noted_at) overriding system value
    select notice, case when stands then 'findings-redrawn' else 'findings-opened' end,
      jsonb_build_object('release', regrouped.release, 'fingerprint', regrouped.fingerprint, 'finding', 'F-' || finding),
      opened_at
    from regrouped join findings on findings.id = finding`.execute(db)
  await sql`
    insert into deliveries (notice, place, mode, standing, matter, status, due_at)
    select notice, place, case when stands then 'edit' else 'post' end, key, key, 'pending', opened_at
    from regrouped join findings on findings.id = finding`.execute(db)
  await sql`drop table regrouped`.execute(db)
}
