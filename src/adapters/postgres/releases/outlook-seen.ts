import { sql } from 'kysely'
import type { Delay, Seen } from '../../../domain/rollout/forecast/chances.ts'
import type { Connection } from '../plumbing/database.ts'

/** What is longer ago than so many rows says little of today. */
const [lastUpdates, lastFindings, lastReports] = [5_000, 2_000, 1_000]
/** Of fewer nobody can tell what is usual. */
const fewest = 8

/** Reads what became of the last updates, findings and reports, by their keys alone. */
export async function readSeen(db: Connection): Promise<Seen> {
  const { rows } = await sql<Row>`
    with latest as (
      select * from updates where id > (select max(id) from updates) - ${lastUpdates}
    ), decided as (
      select decision, decided_at - opened_at as took from findings
      where id > (select max(id) from findings) - ${lastFindings} and decided_at is not null
    ), reported as (
      select r.received_at - v.requested_at as took from health_reports r join verifications v on v.id = r.verification
      where r.id > (select max(id) from health_reports) - ${lastReports}
    )
    select (select count(*) from latest)::integer as planned,
      (select count(*) from latest where status in ('updated', 'failed', 'stalled'))::integer as ended,
      (select count(*) from latest where status in ('failed', 'stalled'))::integer as failed,
      (select count(*) from latest where chosen_by = 'person' and starts_at > first_start)::integer as moved,
      (select count(*) from latest where cancelled_by = 'client')::integer as cancelled,
      (select count(*) from decided)::integer as decided,
      (select count(*) from decided where decision = 'confirmed')::integer as confirmed,
      (select ${quantiles} from decided having count(*) >= ${fewest}) as deciding,
      (select ${quantiles} from reported having count(*) >= ${fewest}) as verifying`.execute(db)
  const [row] = rows
  if (!row) throw new Error('nothing was counted')
  const { deciding, verifying, ...counts } = row
  return { ...counts, deciding: delayOf(deciding), verifying: delayOf(verifying) }
}

type Row = Omit<Seen, 'deciding' | 'verifying'> & {
  readonly deciding: readonly number[] | null
  readonly verifying: readonly number[] | null
}

/** In seconds. */
const quantiles = sql`percentile_cont(array[0.5, 0.9]) within group (order by extract(epoch from took))`

const delayOf = (seconds: readonly number[] | null): Delay | null => {
  const [usual, long] = seconds ?? []
  return usual === undefined || long === undefined ? null : { usual: usual * 1000, long: long * 1000 }
}
