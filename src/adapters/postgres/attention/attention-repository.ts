import { type RawBuilder, sql } from 'kysely'
import { BadCursor } from '../../../app/ports/ports.ts'
import type { AttentionFilter, Attentions } from '../../../app/ports/stores/attention-ports.ts'
import {
  type Attention,
  type AttentionCounts,
  type AttentionKind,
  attentionKinds,
  noAttention,
} from '../../../domain/notices/attention.ts'
import type { Connection } from '../plumbing/database.ts'
import { pageOf, readCursor, writeCursor } from '../plumbing/pages.ts'
import { unreachableClients, unseenPlans, withoutStart } from './clients.ts'
import { confirmedFailures, stuckVerifications, undecidedFailures } from './copies.ts'
import { doubtfulPlaces, gonePlaces, overduePlaces, unconfirmedPlaces } from './places.ts'
import { pausedReleases, refusedReleases } from './releases.ts'
import type { AttentionRow, Source } from './source.ts'
import { heldByStaging, incidents, overrunning, unansweredRequests } from './updates.ts'

/** Where each kind is read; a kind that is read nowhere does not compile. */
const sources: Readonly<Record<AttentionKind, Source>> = {
  'release-paused': pausedReleases,
  'update-stalled': incidents,
  'update-failed': incidents,
  'update-overran': overrunning,
  'check-failed': incidents,
  'request-unanswered': unansweredRequests,
  'finding-undecided': undecidedFailures,
  'failure-confirmed': confirmedFailures,
  'verification-stuck': stuckVerifications,
  'update-held': heldByStaging,
  'plan-unseen': unseenPlans,
  'no-legal-start': withoutStart,
  'nobody-reachable': unreachableClients,
  'place-gone': gonePlaces,
  'place-unconfirmed': unconfirmedPlaces,
  'delivery-in-doubt': doubtfulPlaces,
  'delivery-overdue': overduePlaces,
  'release-refused': refusedReleases,
}

export const makeAttentions = (db: Connection): Attentions => ({
  async list(filter, page, now) {
    const { rows } = await sql<AttentionRow>`
      with needs as (${needsOf(filter, now)})
      select needs.*, ${rank} as rank, clients.name as client_name, 0 as of_kind
      from needs left join clients on clients.id = needs.client
      where ${page.after === null ? sql`true` : sql`(${rank}, since, key) > ${placeOf(page.after)}`}
      order by ${rank}, since, key limit ${page.limit + 1}`.execute(db)
    return pageOf(rows, page, toAttention, cursorOf)
  },
  async firstOfEach(filter, limit, now) {
    const { rows } = await sql<AttentionRow>`
      with needs as (${needsOf(filter, now)}),
      placed as (
        select needs.*, (count(*) over (partition by kind))::integer as of_kind,
          row_number() over (partition by kind order by since, key) as position
        from needs)
      select placed.*, ${rank} as rank, clients.name as client_name
      from placed left join clients on clients.id = placed.client
      where position <= ${limit} order by ${rank}, since, key`.execute(db)
    const counts = noAttention()
    for (const { kind, of_kind } of rows) counts[kind] = of_kind
    return { counts, items: rows.map(toAttention) }
  },
  async count(filter, now): Promise<AttentionCounts> {
    const { rows } = await sql<{ kind: AttentionKind; count: number }>`
      with needs as (${needsOf(filter, now)})
      select kind, count(*)::integer as count from needs group by kind`.execute(db)
    const counts = noAttention()
    for (const { kind, count } of rows) counts[kind] = count
    return counts
  },
  async unclaimed(kinds, since, limit, now) {
    const { rows } = await sql<AttentionRow & { readonly newest: Date }>`
      with needs as (${needsOf({ kinds }, now)})
      select needs.*, ${rank} as rank, clients.name as client_name, (count(*) over ())::integer as of_kind,
        max(since) over () as newest
      from needs left join clients on clients.id = needs.client
      where unclaimed and since <= ${since} order by ${rank}, since, key limit ${limit}`.execute(db)
    const [first] = rows
    return { count: first?.of_kind ?? 0, newest: first?.newest ?? null, items: rows.map(toAttention) }
  },
})

const rank = sql`array_position(${sql.lit(`{${attentionKinds.join(',')}}`)}::text[], kind)`

/** Only what is asked for is read at all. A cursor names instants to the millisecond, as our clock does. */
function needsOf(filter: AttentionFilter, now: Date): RawBuilder<unknown> {
  const kinds = attentionKinds.filter((kind) => filter.kinds?.includes(kind) ?? true)
  const read = [...new Set(kinds.map((kind) => sources[kind]))]
  const asked = { now, ...(filter.client !== undefined && { client: filter.client }) }
  const parts = read.map((source) => source(asked))
  const [first, ...others] = [columns, ...parts]
  const all = others.reduce((one, other) => sql`${one} union all ${other}`, first ?? columns)
  return sql`
    select kind, key, date_trunc('milliseconds', since) as since, client, environment, release, clients,
      unclaimed, facts
    from (${all}) everything where kind = any(${kinds})
      and ${filter.environment === undefined ? sql`true` : sql`environment = ${filter.environment}`}
      and ${filter.release === undefined ? sql`true` : sql`release = ${filter.release}`}`
}

/** Names and types the columns once; it has no row. */
const columns = sql`
  select null::text as kind, null::text as key, null::timestamptz as since, null::text as client,
    null::text as environment, null::text as release, null::integer as clients, null::boolean as unclaimed,
    null::jsonb as facts
  where false`

/** The kind names the type of the facts, here as in the statement that built them. */
const toAttention = (row: AttentionRow): Attention =>
  ({
    kind: row.kind,
    id: `${row.kind}:${row.key}`,
    since: row.since,
    client: row.client === null ? null : { id: row.client, name: row.client_name ?? row.client },
    clients: row.clients,
    environment: row.environment,
    release: row.release,
    facts: row.facts,
  }) as Attention

const cursorOf = ({ rank, since, key }: AttentionRow): string =>
  writeCursor('attention', JSON.stringify([rank, since.getTime(), key]))

function placeOf(cursor: string): RawBuilder<unknown> {
  const [rank, since, key] = partsOf(readCursor('attention', 'string', cursor))
  if (!Number.isSafeInteger(rank) || !Number.isSafeInteger(since) || typeof key !== 'string')
    throw new BadCursor('the cursor belongs to no page of this list')
  return sql`(${rank}::integer, ${new Date(Number(since))}::timestamptz, ${key}::text)`
}

function partsOf(text: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(text)
    return Array.isArray(parts) ? parts : []
  } catch {
    return []
  }
}
