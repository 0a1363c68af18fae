import { sql } from 'kysely'
import { patience } from '../../../domain/notices/attention.ts'
import { before, ofClient, type Source } from './source.ts'

/** One row for each failure in a release, whoever has it. */
export const undecidedFailures: Source = (asked) => sql`
  select 'finding-undecided', g.release || ':' || g.fingerprint, g.since, case when g.clients = 1 then f.client end,
    null, g.release, g.clients, g.unclaimed,
    ${failure} || jsonb_build_object('claimedBy', case when f.status = 'claimed' then f.claimed_by end,
      'compared', case when f.compared is not null
        then jsonb_build_object('word', f.compared, 'since', f.compared_with) end)
  from (
    select o.release, o.fingerprint, min(o.opened_at) as since, count(distinct o.client)::integer as clients,
      bool_or(o.status = 'open') as unclaimed, (array_agg(o.id order by o.status = 'open' desc, o.id))[1] as first
    from findings o where o.status in ('open', 'claimed') and ${ofClient('o.client', asked)}
    group by o.release, o.fingerprint) g
  join findings f on f.id = g.first`

/** Confirmed, so that the clients wait for a fix, or for somebody to find that it was not so bad after all. */
export const confirmedFailures: Source = (asked) => sql`
  select 'failure-confirmed', g.release || ':' || g.fingerprint, g.since, case when g.clients = 1 then f.client end,
    null, g.release, g.clients, false, ${failure} || jsonb_build_object('ticket', f.ticket)
  from (
    select c.release, c.fingerprint, min(c.decided_at) as since, count(distinct c.client)::integer as clients,
      max(c.id) as newest
    from verifications v
    join findings c on c.verification = v.id and c.status = 'confirmed'
    join releases r on r.version = v.release and r.status in ('available', 'paused')
    where v.status in ('requested', 'copying', 'updating', 'checking', 'silent', 'reported', 'blocked')
      and v.status = 'blocked' and ${ofClient('v.client', asked)}
    group by c.release, c.fingerprint) g
  join findings f on f.id = g.newest`

const failure = sql`jsonb_build_object('finding', 'F-' || f.id, 'fingerprint', f.fingerprint,
    'verification', 'V-' || f.verification, 'suite', f.suite, 'name', f.name, 'revision', f.revision)`

/** Given up, waiting to be tried again, or handed over and without a word. */
export const stuckVerifications: Source = (asked) => {
  const quietSince = before(asked.now, patience.verification)
  return sql`
    select 'verification-stuck', 'V-' || v.id, v.heard_at, v.client, null, v.release, 1, true,
      jsonb_build_object('verification', 'V-' || v.id, 'status', v.status, 'attempt', v.attempt)
    from verifications v
    where v.status in ('requested', 'copying', 'updating', 'checking', 'silent', 'failed')
      and (v.status in ('silent', 'failed')
        or v.heard_at < ${quietSince} and (v.status <> 'requested' or v.dispatched_at < ${quietSince}))
      and ${ofClient('v.client', asked)}`
}
