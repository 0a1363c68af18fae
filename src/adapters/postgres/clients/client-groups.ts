import { sql } from 'kysely'
import type { ClientGroup } from '../../../app/ports/stores/verification-ports.ts'
import type { Connection } from '../plumbing/database.ts'

/** Clients in the same position towards a release, counted: a roll-out to 10,000 of them is a few dozen rows. */
export async function clientGroups(db: Connection, release: string): Promise<readonly ClientGroup[]> {
  const { rows } = await sql<ClientGroup>`
    with newest as (
      select distinct on (client, environment) client, status
      from updates where release = ${release}
      order by client, environment, id desc
    ), updated as (
      select client, array_agg(status order by status) as updates
      from newest group by client
    ), verified as (
      select client, status from verifications where release = ${release} and status <> 'obsolete'
    )
    select verified.status as verification, coalesce(updates, '{}') as updates, count(*)::int as clients
    from verified full join updated using (client)
    group by verified.status, updates`.execute(db)
  return rows
}
