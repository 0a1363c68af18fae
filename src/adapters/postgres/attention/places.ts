import { sql } from 'kysely'
import { patience } from '../../../domain/notices/attention.ts'
import { doubtsRemain } from '../../../notices/attention/doubts-remain.ts'
import { before, ofClient, type Source } from './source.ts'

/** What signs the messages to a webhook is nobody's to read. */
const where = sql`jsonb_build_object('place', 'P-' || p.id, 'room', p.room, 'address', p.address - 'secret')`
const environment = sql`p.address ->> 'environment'`

export const gonePlaces: Source = (asked) => sql`
  select 'place-gone', 'P-' || p.id, p.gone_at, p.client, ${environment}, null, ${clients}, true,
    ${where} || jsonb_build_object('reason', p.gone_reason)
  from places p where p.gone_reason is not null and p.linked and ${ofClient('p.client', asked)}`

/**
 * What a client's own system named is known since its document was put. People in strangers' workspaces wait as well, but
 * nobody has to do anything about them: they get mail.
 */
export const unconfirmedPlaces: Source = (asked) => sql`
  select 'place-unconfirmed', 'P-' || p.id, c.updated_at, p.client, null, null, 1, true, ${where}
  from places p join clients c on c.id = p.client
  where p.awaits_link and p.kind = 'channel' and ${ofClient('p.client', asked)}`

/** Of what ops itself was told of doubts nobody speaks again. */
export const doubtfulPlaces: Source = (asked) => sql`
  select 'delivery-in-doubt', 'P-' || p.id, d.since, p.client, ${environment}, null, ${clients}, true,
    ${where} || jsonb_build_object('deliveries', d.deliveries)
  from (
    select deliveries.place, min(finished_at) as since, count(*)::integer as deliveries
    from deliveries join notices on notices.id = deliveries.notice
    where status = 'in-doubt' and finished_at <= ${before(asked.now, patience.doubt)} and notices.kind <> ${sql.lit(doubtsRemain.kind)}
    group by deliveries.place) d
  join places p on p.id = d.place and ${ofClient('p.client', asked)}`

export const overduePlaces: Source = (asked) => sql`
  select 'delivery-overdue', 'P-' || p.id, d.since, p.client, ${environment}, null, ${clients}, true,
    ${where} || jsonb_build_object('deliveries', d.deliveries, 'reason', d.reason)
  from (
    select place, min(due_at) as since, count(*)::integer as deliveries,
      (array_agg(reason order by id desc) filter (where reason is not null))[1] as reason
    from deliveries where status = 'pending' and due_at <= ${before(asked.now, patience.delivery)}
    group by place) d
  join places p on p.id = d.place and ${ofClient('p.client', asked)}`

const clients = sql`case when p.client is null then 0 else 1 end`
