import { sql } from 'kysely'
import { clientUnschedulable } from '../../../notices/updates/client-unschedulable.ts'
import { hasArrived, isSeen } from '../deliveries/plan-told.ts'
import { unplannedSystems } from '../updates/unplanned-systems.ts'
import { ofClient, type Source } from './source.ts'

/**
 * Updates that are held for want of a start, and releases that were verified, or promised to somebody in a hurry, and
 * found none: ops was told so once, and it has not been planned since.
 */
export const withoutStart: Source = (asked) => sql`
  select 'no-legal-start', w.client || ':' || w.release, min(w.since), w.client, null, w.release, 1, true,
    jsonb_build_object('systems', sum(w.systems))
  from (
    select u.client, u.release, coalesce(u.held_at, u.updated_at) as since, 1 as systems
    from updates u where u.status = 'held' and u.hold = 'no-legal-start'
    union all
    select n.client, n.facts ->> 'release', max(n.noted_at), 0
    from notices n
    where n.kind = ${sql.lit(clientUnschedulable.kind)} and n.facts ->> 'reason' = 'no-legal-start' and (
      exists (
        select from verifications v where v.client = n.client and v.release = n.facts ->> 'release'
          and v.status = 'passed' and exists (${unplannedSystems}))
      or exists (
        select from urgent_requests r where r.client = n.client and r.release = n.facts ->> 'release'
          and r.status = 'accepted'))
    group by n.client, n.facts ->> 'release') w
  join releases on releases.version = w.release and releases.status = 'available'
  where ${ofClient('w.client', asked)}
  group by w.client, w.release`

/** Nobody of a client would get what is told of a start: see `isReachable`. */
export const unreachableClients: Source = (asked) => sql`
  select 'nobody-reachable', c.id, coalesce(lost.at, c.updated_at), c.id, null, waiting.release, 1, true,
    jsonb_build_object('administrators', people.count)
  from clients c
  cross join lateral (select count(*)::integer as count from administrators a where a.client = c.id) people
  left join lateral (
    select max(p.gone_at) as at from places p
    where p.client = c.id and p.linked and p.kind in ('channel', 'mailbox')) lost on people.count > 0
  left join lateral (
    select v.release from verifications v join releases r on r.version = v.release and r.status = 'available'
    where v.client = c.id and v.status = 'passed' and exists (${unplannedSystems})
    order by v.id desc limit 1) waiting on true
  where ${ofClient('c.id', asked)} and (
    not exists (select from administrators a where a.client = c.id)
    or not exists (
      select from places p
      where p.client = c.id and p.linked and p.gone_reason is null and p.kind in ('channel', 'mailbox')))`

/** A plan that starts within 48 hours, that nobody has seen and of which no message has arrived (DESIGN 4.3). */
export const unseenPlans: Source = (asked) => sql`
  select 'plan-unseen', u.client || ':' || u.release,
    max(greatest(u.starts_at - interval '48 hours', u.created_at + (u.starts_at - u.created_at) / 2)),
    u.client, null, u.release, 1, true,
    jsonb_build_object('startsAt', min(u.starts_at), 'systems', count(*))
  from updates u
  where u.status = 'scheduled' and u.starts_at > ${asked.now}
    and u.starts_at <= ${asked.now}::timestamptz + interval '48 hours'
    and u.created_at + (u.starts_at - u.created_at) / 2 <= ${asked.now}
    and not ${isSeen('u')} and not ${hasArrived('u')} and ${ofClient('u.client', asked)}
  group by u.client, u.release`
