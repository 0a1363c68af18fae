import { sql } from 'kysely'
import type { DeliveryRecord, Ledger } from '../../../app/ports/stores/ledger-ports.ts'
import { doubtsRemain } from '../../../notices/attention/doubts-remain.ts'
import type { Notice } from '../../../notices/kinds/notice.ts'
import { type PlaceRow, toPlace } from '../clients/places-repository.ts'
import type { Connection } from '../plumbing/database.ts'
import { formatId, knownId } from '../plumbing/ids.ts'
import { pageOf, readCursor, writeCursor } from '../plumbing/pages.ts'

export const makeLedger = (db: Connection): Ledger => ({
  unsaidFrom: async (delivery) => (await unsaidAmong(db, [delivery])).get(delivery) ?? null,
  unsaidAmong: (deliveries) => unsaidAmong(db, deliveries),
  async reachesSomebody(delivery) {
    const { rows } = await sql<{ reaches: boolean }>`
      select exists (
        select from deliveries failing
        join deliveries other on other.notice = failing.notice and other.id <> failing.id
        join places on places.id = other.place
        where failing.id = ${knownId('D', delivery)} and other.mode in ('post', 'reply') and places.room is null
          and places.kind in ('channel', 'direct', 'mailbox')
          and (other.status not in ('failed', 'suppressed') or other.reason = 'staging')) as reaches`.execute(db)
    return rows[0]?.reaches ?? false
  },
  async doubts(since, limit) {
    const { rows } = await sql<{ count: number; untold: number }>`
      select count(*)::int as count, count(*) filter (where not doubt_told)::int as untold ${old(since)}`.execute(db)
    const items = records(db)
      .where(isInDoubt)
      .where('finished_at', '<=', since)
      .where('notices.kind', '<>', doubtsRemain.kind)
      .orderBy('deliveries.id')
      .limit(limit)
    const [{ count, untold } = { count: 0, untold: 0 }] = rows
    return { count, untold, items: count === 0 ? [] : (await items.execute()).map(toRecord) }
  },
  async markDoubtsTold(since) {
    const { numAffectedRows } = await sql`
      update deliveries set doubt_told = true
      where id in (select deliveries.id ${old(since)} and not doubt_told)`.execute(db)
    return Number(numAffectedRows ?? 0)
  },
  async lastToldOfDoubts() {
    await sql`select pg_advisory_xact_lock(${sql.lit(doubtsLock)})`.execute(db)
    const { rows } = await sql<{ noted_at: Date }>`
      select noted_at from notices where kind = ${sql.lit(doubtsRemain.kind)} order by id desc limit 1`.execute(db)
    return rows[0]?.noted_at ?? null
  },
  async inDoubt(page) {
    let query = records(db)
      .where(isInDoubt)
      .orderBy('deliveries.id', 'desc')
      .limit(page.limit + 1)
    if (page.after !== null) query = query.where('deliveries.id', '<', readCursor('deliveries', 'number', page.after))
    return pageOf(await query.execute(), page, toRecord, ({ id }) => writeCursor('deliveries', id))
  },
  async ofClient(client, withRooms, page) {
    let query = records(db)
      .where('notices.client', '=', client)
      .orderBy('notices.id', 'desc')
      .orderBy('deliveries.id', 'desc')
      .limit(page.limit + 1)
    if (!withRooms) query = query.where('places.room', 'is', null)
    if (page.after !== null) query = query.where('deliveries.id', '<', readCursor('deliveries', 'number', page.after))
    return pageOf(await query.execute(), page, toRecord, ({ id }) => writeCursor('deliveries', id))
  },
})

async function unsaidAmong(db: Connection, deliveries: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (deliveries.length === 0) return new Map()
  const { rows } = await sql<{ id: number; from: string }>`
    select distinct on (d.id) d.id, unsaid.facts ->> 'from' as from
    from deliveries d
    join notices told on told.id = d.notice
    join notices unsaid on unsaid.client = told.client and unsaid.id < told.id
      and unsaid.kind = told.kind and unsaid.facts ->> 'update' = told.facts ->> 'update'
    join deliveries dropped on dropped.notice = unsaid.id and dropped.place = d.place
      and dropped.mode = d.mode and dropped.status = 'suppressed' and dropped.reason = 'overtaken'
    where d.id = any(${deliveries.map((id) => knownId('D', id))}) and not exists (
      select from notices heard
      join deliveries sent on sent.notice = heard.id and sent.place = d.place
        and sent.mode in ('post', 'reply') and sent.status = 'sent'
      where heard.client = told.client and heard.id > unsaid.id and heard.id < told.id
        and heard.facts ->> 'update' = told.facts ->> 'update')
    order by d.id, unsaid.id`.execute(db)
  return new Map(rows.map(({ id, from }) => [formatId('D', id), from]))
}

/** Literal, so that the planner sees that the partial index applies. */
const isInDoubt = sql<boolean>`status = 'in-doubt'`

/** Of what ops itself was told of doubts nobody speaks again. */
const old = (since: Date) => sql`
  from deliveries join notices on notices.id = deliveries.notice
  where status = 'in-doubt' and finished_at <= ${since} and notices.kind <> ${sql.lit(doubtsRemain.kind)}`

/** Any number of our own: "doub" as ASCII. */
const doubtsLock = 0x646f7562

const records = (db: Connection) =>
  db
    .selectFrom('notices')
    .innerJoin('deliveries', 'deliveries.notice', 'notices.id')
    .innerJoin('places', 'places.id', 'deliveries.place')
    .leftJoin('places as absent', 'absent.id', 'deliveries.instead_of')
    .select([
      ...(['deliveries.id', 'mode', 'status', 'reason', 'attempts', 'due_at', 'finished_at', 'message'] as const),
      ...(['notices.id as number', 'notices.kind', 'notices.client', 'facts', 'noted_at'] as const),
      ...([
        'places.id as place',
        'places.address',
        'places.room',
        'places.administrator',
        'places.linked',
        'places.gone_reason',
      ] as const),
      'places.client as place_client',
      sql<PlaceRow | null>`case when absent.id is not null then to_jsonb(absent) end`.as('absent'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof records>['execute']>>[number]

const toRecord = (row: Row): DeliveryRecord => ({
  id: formatId('D', row.id),
  // The kind names the type of the facts, here as in the notice that was written.
  notice: { kind: row.kind, client: row.client, facts: row.facts } as Notice,
  notedAt: row.noted_at,
  noticeNumber: row.number,
  place: toPlace({ ...row, id: row.place, client: row.place_client }),
  insteadOf: row.absent && toPlace(row.absent),
  mode: row.mode,
  status: row.status,
  reason: row.reason,
  attempts: row.attempts,
  dueAt: row.due_at,
  message: row.message,
  finishedAt: row.finished_at,
})
