import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { Delivery, MessageRef } from '../../../app/ports/delivery-ports.ts'
import { StaleWrite } from '../../../app/ports/ports.ts'
import type { Connection } from '../plumbing/database.ts'
import { formatId, knownId } from '../plumbing/ids.ts'
import { toJson } from '../plumbing/json.ts'
import { realNow } from '../plumbing/real-time.ts'
import type { Tables } from '../tables/tables.ts'

type Row = Selectable<Tables['deliveries']>

/** What became of a delivery. */
export type Settled = {
  readonly id: string
  readonly status: Exclude<Row['status'], 'sending'>
  readonly reason: string | null
  readonly finishedAt: Date | null
  /** When it is tried again. */
  readonly dueAt?: Date
  readonly message?: MessageRef | null
  /** What stands there now, as `showsOf` names it. */
  readonly shows?: string | null
}

/**
 * Writes down what became of deliveries that a process took and that are on their way or in doubt. What another process
 * has taken since is that one's to tell.
 * @param worker the process that took them
 * @returns of each, in their order, why it was not written: something else became of it before. What was written before
 * (by a worker that did not hear its own commit) is well.
 */
export async function settleDeliveries(
  db: Connection,
  settled: readonly Settled[],
  worker: number | null,
): Promise<readonly (StaleWrite | null)[]> {
  const ours = sql`d.claimed_by is not distinct from ${worker} and d.status in ('sending', 'in-doubt')
    and d.status <> said.status`
  const written = await writeEnds(db, settled, { where: ours, attempts: 0 })
  const missing = settled.filter(({ id }) => !written.has(id))
  const known = missing.length > 0 ? await statusesOf(db, missing) : new Map<string, string>()
  return settled.map(({ id, status }) =>
    written.has(id) || known.get(id) === status
      ? null
      : new StaleWrite(`delivery ${id} is ${known.get(id) ?? 'unknown'}`),
  )
}

/**
 * Writes ends of deliveries, where they are as they must be. A new message with a standing key is the one that is edited and
 * answered from now on; the one before it rests. An edit names it anew: where it was gone, the sender has posted another.
 * @param guard `where` they may be written, and how many `attempts` they are more
 * @returns the ids of those that were written
 */
export async function writeEnds(
  db: Connection,
  ends: readonly Settled[],
  guard: { readonly where: RawBuilder<unknown>; readonly attempts: 0 | 1 },
): Promise<ReadonlySet<string>> {
  const { where, attempts } = guard
  if (ends.length === 0) return new Set()
  const rows = ends.map(({ id, finishedAt, dueAt, ...end }) => ({
    ...end,
    id: knownId('D', id),
    finished_at: finishedAt,
    due_at: dueAt,
  }))
  const written = await sql<{ id: number }>`
    with said as materialized (
      select * from jsonb_to_recordset(${toJson(rows)}::jsonb) as said (id bigint, status text, reason text,
        finished_at timestamptz, due_at timestamptz, message jsonb, shows text)),
    ended as (
      update deliveries d set status = said.status, reason = said.reason, finished_at = said.finished_at,
        due_at = coalesce(said.due_at, d.due_at), message = coalesce(said.message, d.message), turn_at = null,
        attempts = d.attempts + ${sql.lit(attempts)}, look_at = ${realNow} + interval '3 seconds'
      from said where d.id = said.id and ${where}
      returning d.id, d.place, case d.mode when 'reply' then d.keeps else d.standing end as key,
        said.status, said.message, said.shows, said.finished_at),
    standing as (
      insert into standing_messages (place, key, message, shows, updated_at)
      select distinct on (place, key) place, key, message, shows, finished_at from ended
      where status = 'sent' and message is not null and key is not null order by place, key, id desc
      on conflict (place, key) do update
      set message = excluded.message, shows = excluded.shows, updated_at = excluded.updated_at)
    select id from ended`.execute(db)
  return new Set(written.rows.map(({ id }) => formatId('D', id)))
}

async function statusesOf(db: Connection, settled: readonly Settled[]): Promise<ReadonlyMap<string, Row['status']>> {
  const ids = settled.map(({ id }) => knownId('D', id))
  const rows = await db.selectFrom('deliveries').select(['id', 'status']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, status }) => [formatId('D', id), status]))
}

/**
 * Ends the doubt about one attempt of a delivery.
 * @returns whether it was in doubt still
 */
export async function endDoubt(
  db: Connection,
  { id, attempts }: Pick<Delivery, 'id' | 'attempts'>,
  end: Omit<Settled, 'id'>,
): Promise<boolean> {
  const where = sql`d.status = 'in-doubt' and d.attempts = ${attempts}`
  return (await writeEnds(db, [{ id, ...end }], { where, attempts: 0 })).has(id)
}
