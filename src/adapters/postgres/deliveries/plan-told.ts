import { type RawBuilder, sql } from 'kysely'
import { kindsWhere } from '../../../notices/kinds/notice.ts'
import { isOneOf } from './kinds-told.ts'

/** The notices that tell a place of a start. */
export const tellsStart = isOneOf(
  'notices.kind',
  kindsWhere(({ plan }) => plan?.tellsStart ?? false),
)

/** Whether an administrator has seen what is planned. @param update the table, or its alias */
export const isSeen = (update: string): RawBuilder<boolean> => sql<boolean>`exists (
  select from seen where seen.update = ${sql.ref(`${update}.id`)})`

/**
 * Whether a message that tells of the start reached a channel or a mailbox of the client, or none is meant to: mail about
 * staging alone is never sent, and people may switch theirs off. What a program fetches (an inbox, a webhook) has not
 * reached anybody yet. @param update the table, or its alias
 */
export const hasArrived = (update: string): RawBuilder<boolean> => sql<boolean>`exists (
  select from notices
    join deliveries on deliveries.notice = notices.id
    join places on places.id = deliveries.place and places.client is not null
      and places.kind in ('channel', 'direct', 'mailbox')
  where notices.client = ${sql.ref(`${update}.client`)} and ${tellsStart}
    and (notices.facts ->> 'update' = 'U-' || ${sql.ref(`${update}.id`)} or
      notices.facts -> 'starts' @> jsonb_build_array(jsonb_build_object('update', 'U-' || ${sql.ref(`${update}.id`)})))
    and (deliveries.status = 'sent' or (deliveries.status = 'suppressed' and deliveries.reason in ('staging', 'switched-off'))))`
