import { sql } from 'kysely'
import type { FailureHistory } from '../../../app/ports/ports.ts'
import type { Connection } from '../plumbing/database.ts'
import { type FindingRow, toFinding } from './finding-rows.ts'

type Seen = {
  readonly fingerprint: string
  readonly at: Date | null
  readonly release: string | null
  readonly elsewhere: number
}

/**
 * What is known of failures: since when the client has them, at how many others they were met, and the newest decision
 * about each that was not made about this client in this release.
 */
export async function readFailureHistory(
  db: Connection,
  fingerprints: readonly string[],
  { client, release }: { readonly client: string; readonly release: string },
): Promise<ReadonlyMap<string, FailureHistory>> {
  if (fingerprints.length === 0) return new Map()
  const wanted = [...new Set(fingerprints)]
  const seen = await sql<Seen>`
    select fingerprint,
      min(opened_at) filter (where client = ${client}) as at,
      (array_agg(release order by id) filter (where client = ${client}))[1] as release,
      (count(distinct client) filter (where client <> ${client}))::integer as elsewhere
    from findings where fingerprint = any(${wanted})
    group by fingerprint`.execute(db)
  const decided = await sql<FindingRow>`
    select distinct on (fingerprint) * from findings
    where fingerprint = any(${wanted}) and decision is not null and remembered
      and not (client = ${client} and release = ${release})
    order by fingerprint, decided_at desc, id desc`.execute(db)
  const verdicts = new Map(decided.rows.map((row) => [row.fingerprint, toFinding(row).verdict]))
  return new Map(
    seen.rows.map(({ fingerprint, at, release: first, elsewhere }) => [
      fingerprint,
      {
        first: at && first !== null ? { at, release: first } : null,
        elsewhere,
        verdict: verdicts.get(fingerprint) ?? null,
      },
    ]),
  )
}
