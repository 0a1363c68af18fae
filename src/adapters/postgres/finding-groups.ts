import { sql } from 'kysely'
import type { OpenGroup } from '../../app/ports.ts'
import type { Connection } from './database.ts'
import { type FindingRow, toFinding } from './finding-rows.ts'
import { parseId } from './ids.ts'

/**
 * The failures with an undecided finding, one row each.
 * @param after the oldest undecided finding of the last group shown; null for the first page
 */
export async function readOpenGroups(
  db: Connection,
  after: string | null,
  limit: number,
): Promise<readonly OpenGroup[]> {
  const last = (after === null ? null : parseId('F', after)) ?? 0
  const { rows } = await sql<FindingRow & { readonly clients: number }>`
    with grouped as (
      select min(id) as first, count(distinct client)::integer as clients
      from findings where status in ('open', 'claimed')
      group by release, fingerprint
      having min(id) > ${last}
      order by min(id) limit ${limit}
    )
    select findings.*, grouped.clients from grouped join findings on findings.id = grouped.first
    order by findings.id`.execute(db)
  return rows.map(({ clients, ...row }) => {
    const first = toFinding(row)
    return { release: first.release, fingerprint: first.fingerprint, first, clients }
  })
}
