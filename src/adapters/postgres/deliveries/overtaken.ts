import { sql } from 'kysely'
import type { Connection } from '../plumbing/database.ts'
import { knownId } from '../plumbing/ids.ts'

// The states of unfinished deliveries are spelled out where their partial index is to be used.
/** What may be left unsaid when something newer is told of the same update; that it started, ended or failed never is. */
const plans = sql`('update-rescheduled', 'update-cancelled', 'update-restored', 'update-held', 'update-resumed')`
const newerPlans = sql`('update-rescheduled', 'update-cancelled', 'update-restored', 'update-held', 'update-resumed',
  'update-started', 'update-finished', 'update-failed', 'update-stalled')`

/** A newer notice about the client of `told` that the place of `d` gets or got, as something to read. */
const newerAtPlace = sql`
  notices newer join deliveries later on later.notice = newer.id and later.place = d.place
  where newer.client = told.client and newer.id > told.id and (later.mode in ('post', 'reply') or later.mode = d.mode) and later.mode <> 'edit'
    and later.status in ('pending', 'sending', 'sent')`

const takesPlaceOf = (environment: ReturnType<typeof sql>) => sql`
  newer.kind = 'updates-scheduled' and newer.facts -> 'starts' @> jsonb_build_array(
    jsonb_build_object('environment', ${environment}, 'replaces', told.facts ->> 'release'))`

/**
 * Whether a delivery that has not been sent is history by now: a place that was down for an hour hears the present
 * state. The first notice of a start is sent in its present form, unless a newer release has taken all its places.
 */
export async function isOvertaken(db: Connection, id: string): Promise<boolean> {
  const { rows } = await sql<{ overtaken: boolean }>`
    select case
      when told.kind = 'rollout-redrawn' and told.facts ? 'retired' then false
      when d.mode = 'edit' then exists (
        select from deliveries later
        where later.place = d.place and later.standing = d.standing and later.mode = 'edit' and later.id > d.id
          and later.status in ('pending', 'sending', 'in-doubt') and later.status <> 'in-doubt')
      when told.kind = 'findings-joined' then exists (
        select from deliveries later join notices newer on newer.id = later.notice
        where later.place = d.place and later.standing = d.standing and later.mode = 'reply' and later.id > d.id
          and newer.kind = 'findings-joined' and later.status in ('pending', 'sending', 'in-doubt')
          and later.status <> 'in-doubt')
      when told.kind in ${plans} then exists (
        select from ${newerAtPlace} and (
          (newer.kind in ${newerPlans} and newer.facts ->> 'update' = told.facts ->> 'update')
          or (${takesPlaceOf(sql`told.facts ->> 'environment'`)})))
      when told.kind = 'updates-scheduled' then not exists (
        select from jsonb_array_elements(told.facts -> 'starts') start
        where not exists (select from ${newerAtPlace} and ${takesPlaceOf(sql`start ->> 'environment'`)}))
      when told.kind = 'start-reminded' then not exists (
        select from jsonb_array_elements(told.facts -> 'starts') start
        join updates on updates.id = substr(start ->> 'update', 3)::bigint
        where updates.status = 'scheduled' and updates.starts_at = (start ->> 'startsAt')::timestamptz)
      when told.kind = 'schedule-repeated' then not exists (
          select from jsonb_array_elements(told.facts -> 'starts') start
          join updates on updates.id = substr(start ->> 'update', 3)::bigint
          where updates.status in ('scheduled', 'held'))
        or not exists (
          select from jsonb_array_elements(told.facts -> 'starts') start
          where not exists (select from seen where seen.update = substr(start ->> 'update', 3)::bigint))
      when told.kind = 'doubts-remain' then not exists (
        select from deliveries doubted where doubted.status = 'in-doubt' and doubted.doubt_told)
      when told.kind = 'room-reminded' and told.facts ->> 'room' = 'triage' then not exists (
        select from findings where status = 'open')
        and not exists (select from incidents where status = 'open')
      when told.kind = 'room-reminded' then not exists (
        select from urgent_requests where status in ('requested', 'claimed') and status = 'requested')
      else false
    end as overtaken
    from deliveries d join notices told on told.id = d.notice
    where d.id = ${knownId('D', id)}`.execute(db)
  return rows[0]?.overtaken ?? false
}
