import { sql } from 'kysely'
import { ofClient, type Source } from './source.ts'

/** Why it is on hold stands in what was written down when it was paused; of a client only where that waits for it. */
export const pausedReleases: Source = (asked) => sql`
  select 'release-paused' as kind, r.version as key, coalesce(paused.at, r.updated_at) as since,
    ${asked.client ?? null}::text as client, null::text as environment, r.version as release, held.clients,
    true as unclaimed,
    jsonb_build_object('reason', coalesce(paused.detail ->> 'inside', paused.detail ->> 'reason'), 'by', paused.actor, 'systems', held.systems) as facts
  from releases r
  left join lateral (
    select at, actor, detail from audit where subject = r.version and action = 'release-paused'
    order by id desc limit 1) paused on true
  cross join lateral (
    select count(distinct u.client)::integer as clients, count(*)::integer as systems
    from updates u where u.release = r.version and u.status in ('scheduled', 'held', 'updating', 'stalled')
      and u.status = 'held' and ${ofClient('u.client', asked)}) held
  where r.status = 'paused' and (${asked.client ?? null}::text is null or held.systems > 0)`

/** Once something newer passed its gate nobody waits for it any more. */
export const refusedReleases: Source = ({ client }) => sql`
  select 'release-refused', r.version, r.updated_at, null::text, null::text, r.version, 0, true,
    jsonb_build_object('shortfalls', coalesce(r.shortfalls, '[]'::jsonb))
  from releases r
  where r.status = 'refused' and ${client ?? null}::text is null and not exists (
    select from releases newer where newer.status in ('available', 'paused') and newer.created_at > r.created_at)`
