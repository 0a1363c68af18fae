import { sql } from 'kysely'
import { ofClient, type Source } from './source.ts'

/** Updates that failed or went silent, and checks of what runs that failed, until somebody settles them. */
export const incidents: Source = (asked) => sql`
  select case u.status when 'stalled' then 'update-stalled' when 'updated' then 'check-failed' else 'update-failed' end,
    'U-' || u.id, i.opened_at, u.client, u.environment, u.release, 1, i.status = 'open',
    jsonb_build_object('update', 'U-' || u.id, 'claimedBy', i.claimed_by, 'revision', i.revision)
  from incidents i join updates u on u.id = i.update
  where i.status in ('open', 'claimed') and ${ofClient('u.client', asked)}`

/** What was said of it stands beside the start that it was said of. */
export const overrunning: Source = (asked) => sql`
  select 'update-overran', 'U-' || u.id, n.noted_at, u.client, u.environment, u.release, 1, true,
    jsonb_build_object('update', 'U-' || u.id)
  from updates u join nudges n on n.update = u.id and n.starts_at = u.starts_at and n.kind = 'overran'
  where u.status = 'updating' and ${ofClient('u.client', asked)}`

/** A paused release, findings and the want of a start are kinds of their own. */
export const heldByStaging: Source = (asked) => sql`
  select 'update-held', 'U-' || u.id, coalesce(u.held_at, u.updated_at), u.client, u.environment, u.release, 1, true,
    jsonb_build_object('update', 'U-' || u.id, 'startsAt', u.starts_at)
  from updates u join releases r on r.version = u.release
  where u.status = 'held' and u.hold = 'staging-failed' and r.status = 'available' and ${ofClient('u.client', asked)}`

export const unansweredRequests: Source = (asked) => sql`
  select 'request-unanswered', 'R-' || r.id, r.requested_at, r.client, r.environment, r.release, 1,
    r.status = 'requested',
    jsonb_build_object('request', 'R-' || r.id, 'reason', r.reason, 'by', r.requested_by, 'wishedAt', r.wished_at,
      'claimedBy', r.claimed_by, 'revision', r.revision)
  from urgent_requests r where r.status in ('requested', 'claimed') and ${ofClient('r.client', asked)}`
