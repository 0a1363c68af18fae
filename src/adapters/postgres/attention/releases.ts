import { sql } from 'kysely'
import { ofClient, type Source } from './source.ts'

/** Of a client only where something waits for it there. */
export const pausedReleases: Source = (asked) => sql`
  select 'release-paused' as kind, r.version as key, coalesce(r.changed_at, r.updated_at) as since,
    ${asked.client ?? null}::text as client, null::text as environment, r.version as release, held.clients,
    true as unclaimed,
    jsonb_build_object('reason', coalesce(r.inside, r.reason), 'by', r.changed_by, 'systems', held.systems) as facts
  from releases r
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
