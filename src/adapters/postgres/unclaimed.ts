import { sql } from 'kysely'
import type { Unclaimed, UnclaimedItem } from '../../app/nudge-ports.ts'
import type { Connection } from './database.ts'
import { formatId, type IdLetter } from './ids.ts'

type Row = Omit<UnclaimedItem, 'id'> & {
  readonly id: number
  readonly total: number
  readonly newest: Date
}

/** Failures that nobody has claimed at any client, one row for each failure in a release. */
export async function unclaimedFindings(db: Connection, since: Date, limit: number): Promise<Unclaimed> {
  const { rows } = await sql<Row>`
    with failures as (
      select min(id) as id, count(distinct client)::int as clients, min(opened_at) as since
      from findings where status = 'open' and opened_at <= ${since}
      group by release, fingerprint)
    select failures.id, findings.revision, findings.client, findings.release, findings.name as text, failures.since,
      failures.clients, (count(*) over ())::int as total, max(failures.since) over () as newest
    from failures join findings on findings.id = failures.id
    order by failures.since, failures.id limit ${limit}`.execute(db)
  return unclaimedOf(rows, 'F')
}

export async function unclaimedRequests(db: Connection, since: Date, limit: number): Promise<Unclaimed> {
  const { rows } = await sql<Row>`
    select id, revision, client, release, reason as text, requested_at as since, 1 as clients,
      (count(*) over ())::int as total, max(requested_at) over () as newest
    from urgent_requests where status in ('requested', 'claimed') and status = 'requested'
      and requested_at <= ${since}
    order by requested_at, id limit ${limit}`.execute(db)
  return unclaimedOf(rows, 'R')
}

const unclaimedOf = (rows: readonly Row[], letter: IdLetter): Unclaimed => ({
  count: rows[0]?.total ?? 0,
  newest: rows[0]?.newest ?? null,
  items: rows.map(({ total: _, newest: __, id, ...row }) => ({ ...row, id: formatId(letter, id) })),
})
