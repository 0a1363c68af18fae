import { sql } from 'kysely'
import type { Unclaimed, UnclaimedItem } from '../../app/reminders/nudge-ports.ts'
import type { Connection } from './database.ts'
import { formatId, type IdLetter } from './ids.ts'

type Row = Omit<UnclaimedItem, 'id'> & {
  readonly letter: IdLetter
  readonly id: number
  readonly total: number
  readonly newest: Date
}

/** What nobody in triage has claimed: a row for each failure in a release, and for each update that failed or went silent. */
export async function unclaimedInTriage(db: Connection, since: Date, limit: number): Promise<Unclaimed> {
  const { rows } = await sql<Row>`
    with failures as (
      select min(id) as id, count(distinct client)::int as clients, min(opened_at) as since
      from findings where status = 'open' and opened_at <= ${since}
      group by release, fingerprint),
    waiting as (
      select 'F' as letter, failures.id, findings.revision, findings.client, findings.release, findings.name as text,
        failures.since, failures.clients
      from failures join findings on findings.id = failures.id
      union all
      select 'U', updates.id, incidents.revision, updates.client, updates.release,
        case updates.status when 'stalled' then 'No word from the update of ' else 'Failed update of ' end
          || updates.environment, incidents.opened_at, 1
      from incidents join updates on updates.id = incidents.update
      where incidents.status in ('open', 'claimed') and incidents.status = 'open' and incidents.opened_at <= ${since})
    select *, (count(*) over ())::int as total, max(since) over () as newest
    from waiting order by since, letter, id limit ${limit}`.execute(db)
  return unclaimedOf(rows)
}

export async function unclaimedRequests(db: Connection, since: Date, limit: number): Promise<Unclaimed> {
  const { rows } = await sql<Row>`
    select 'R' as letter, id, revision, client, release, reason as text, requested_at as since, 1 as clients,
      (count(*) over ())::int as total, max(requested_at) over () as newest
    from urgent_requests where status in ('requested', 'claimed') and status = 'requested'
      and requested_at <= ${since}
    order by requested_at, id limit ${limit}`.execute(db)
  return unclaimedOf(rows)
}

const unclaimedOf = (rows: readonly Row[]): Unclaimed => ({
  count: rows[0]?.total ?? 0,
  newest: rows[0]?.newest ?? null,
  items: rows.map(({ total: _, newest: __, id, letter, ...row }) => ({ ...row, id: formatId(letter, id) })),
})
