import { type Selectable, sql } from 'kysely'
import type { Listed, PlaceHealth } from '../../../app/ports/stores/operations-ports.ts'
import type { Connection } from '../plumbing/database.ts'
import type { Tables } from '../tables/tables.ts'
import { toPlace } from './places-repository.ts'

type Row = Selectable<Tables['places']> & {
  readonly owed: number
  readonly owed_since: Date | null
  readonly failed: number
  readonly reason: string | null
  readonly count: number
}

/** Each part is found by an index of what is unfinished or failed, so that the millions that were sent cost nothing. */
export async function placesInTrouble(
  db: Connection,
  { now, failedSince }: { readonly now: Date; readonly failedSince: Date },
  limit: number,
): Promise<Listed<PlaceHealth>> {
  const { rows } = await sql<Row>`
    with trouble as (
      select place, id, 'owed' as kind, due_at as at, null as reason from deliveries
      where status = 'pending' and due_at <= ${now}
      union all
      select place, id, 'owed', due_at, null from deliveries where status = 'sending'
      union all
      select place, id, 'failed', finished_at, reason from deliveries
      where status = 'failed' and finished_at > ${failedSince}
    ), counted as (
      select place, (count(*) filter (where kind = 'owed'))::integer as owed,
        min(at) filter (where kind = 'owed') as owed_since,
        (count(*) filter (where kind = 'failed'))::integer as failed,
        (array_agg(reason order by id desc) filter (where reason is not null))[1] as reason
      from trouble group by place
    )
    select places.*, owed, owed_since, failed, reason, (count(*) over ())::integer as count
    from counted join places on places.id = counted.place
    order by failed desc, owed_since nulls last, places.id limit ${limit}`.execute(db)
  const items = rows.map((row) => ({
    place: toPlace(row),
    owed: row.owed,
    failed: row.failed,
    reason: row.reason,
    owedSince: row.owed_since,
  }))
  return { items, count: rows[0]?.count ?? 0 }
}
