import { type RawBuilder, sql } from 'kysely'
import { kindsWhere } from '../../../notices/kinds/notice.ts'
import type { Overtaken } from '../../../notices/notice/define-notice.ts'
import type { Connection } from '../plumbing/database.ts'
import { formatId, knownId } from '../plumbing/ids.ts'
import { isOneOf } from './kinds-told.ts'

// The states of unfinished deliveries are spelled out where their partial index is to be used.
const isOvertakenAs = (rule: Overtaken) =>
  isOneOf(
    'told.kind',
    kindsWhere(({ overtaken }) => overtaken === rule),
  )
const overtakesChanges = isOneOf(
  'newer.kind',
  kindsWhere(({ others }) => others?.overtakes === 'changes-of-its-update'),
)
const replacesStarts = isOneOf(
  'newer.kind',
  kindsWhere(({ others }) => others?.overtakes === 'starts-that-it-replaces'),
)

/** A newer notice about the client of `told` that the place of `d` gets or got, as something to read. */
const newerAtPlace = sql`
  notices newer join deliveries later on later.notice = newer.id and later.place = d.place
  where newer.client = told.client and newer.id > told.id and (later.mode in ('post', 'reply') or later.mode = d.mode) and later.mode <> 'edit'
    and later.status in ('pending', 'sending', 'sent')`

const takesPlaceOf = (environment: ReturnType<typeof sql>) => sql`
  ${replacesStarts} and newer.facts -> 'starts' @> jsonb_build_array(
    jsonb_build_object('environment', ${environment}, 'replaces', told.facts ->> 'release'))`

/** The starts that `told` tells, with their updates as they are. */
const startsWithUpdates = sql`
  jsonb_array_elements(told.facts -> 'starts') start
  join updates on updates.id = substr(start ->> 'update', 3)::bigint`

/** When a delivery of `told` that is no edit is history, for each of the reasons that the definitions of kinds give. */
const reasons: Readonly<Record<Exclude<Overtaken, 'unless-it-retires'>, RawBuilder<unknown>>> = {
  'by-the-next-of-its-kind': sql`exists (
    select from deliveries later join notices newer on newer.id = later.notice
    where later.place = d.place and later.standing = d.standing and later.mode = 'reply' and later.id > d.id
      and newer.kind = told.kind and later.status in ('pending', 'sending', 'in-doubt')
      and later.status <> 'in-doubt')`,
  'by-news-of-its-update': sql`exists (
    select from ${newerAtPlace} and (
      (${overtakesChanges} and newer.facts ->> 'update' = told.facts ->> 'update')
      or (${takesPlaceOf(sql`told.facts ->> 'environment'`)})))`,
  'by-what-replaces-its-starts': sql`not exists (
    select from jsonb_array_elements(told.facts -> 'starts') start
    where not exists (select from ${newerAtPlace} and ${takesPlaceOf(sql`start ->> 'environment'`)}))`,
  'when-its-starts-moved': sql`not exists (
    select from ${startsWithUpdates}
    where updates.status = 'scheduled' and updates.starts_at = (start ->> 'startsAt')::timestamptz)`,
  'when-its-starts-are-seen': sql`
    not exists (select from ${startsWithUpdates} where updates.status in ('scheduled', 'held'))
    or not exists (
      select from jsonb_array_elements(told.facts -> 'starts') start
      where not exists (select from seen where seen.update = substr(start ->> 'update', 3)::bigint))`,
  'when-no-doubt-is-left': sql`not exists (
    select from deliveries doubted where doubted.status = 'in-doubt' and doubted.doubt_told)`,
  'when-nothing-waits-in-its-room': sql`case told.facts ->> 'room'
    when 'triage' then not exists (select from findings where status = 'open')
      and not exists (select from incidents where status = 'open')
    else not exists (
      select from urgent_requests where status in ('requested', 'claimed') and status = 'requested') end`,
}

const byReason = sql.join(
  Object.entries(reasons).map(([rule, isSo]) => sql`when ${isOvertakenAs(rule as Overtaken)} then ${isSo}`),
  sql` `,
)

/**
 * Which of deliveries that have not been sent are history by now: a place that was down for an hour hears the present
 * state. An edit is, once another one follows; of the rest it is told in the definition of their kind.
 * @returns their ids
 */
export async function overtakenAmong(db: Connection, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: number }>`
    with judged as materialized (select d.id, case
      when ${isOvertakenAs('unless-it-retires')} and told.facts ? 'retired' then false
      when d.mode = 'edit' then exists (
        select from deliveries later
        where later.place = d.place and later.standing = d.standing and later.mode = 'edit' and later.id > d.id
          and later.status in ('pending', 'sending', 'in-doubt') and later.status <> 'in-doubt')
      ${byReason}
      else false
    end as overtaken
    from deliveries d join notices told on told.id = d.notice
    where d.id = any(${ids.map((id) => knownId('D', id))}))
    select id from judged where overtaken`.execute(db)
  return new Set(rows.map(({ id }) => formatId('D', id)))
}
