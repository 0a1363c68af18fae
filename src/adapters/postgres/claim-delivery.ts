import { type Selectable, sql } from 'kysely'
import type { Delivery, MessageRef } from '../../app/delivery-ports.ts'
import type { Notice } from '../../domain/notice.ts'
import type { Connection } from './database.ts'
import { formatId, parseId } from './ids.ts'
import { type PlaceRow, toPlace } from './places-repository.ts'
import type { Tables } from './tables.ts'

/**
 * Whether the delivery `d` must wait for an older one to the same place about the same thing. One that is in doubt
 * holds back what builds on its message, but no new message: nobody is left untold because a mail server fell silent.
 */
export const waitsItsTurn = sql<boolean>`exists (
  select from deliveries older
  where older.place = d.place and older.standing = d.standing and older.id < d.id
    and older.status in ('pending', 'sending', 'in-doubt')
    and (older.status <> 'in-doubt' or d.mode <> 'post'))`

type Row = Omit<PlaceRow, 'id' | 'client'> &
  Pick<Selectable<Tables['deliveries']>, 'id' | 'mode' | 'standing' | 'attempts' | 'turn_at'> &
  Pick<Selectable<Tables['notices']>, 'kind' | 'facts' | 'client' | 'noted_at'> & {
    readonly place: number
    readonly place_client: string | null
    readonly message: MessageRef | null
  }

/** The deliveries that a query named `chosen` gives, with all that is needed to send them. */
const readChosen = sql`
  select chosen.id, chosen.mode, chosen.standing, chosen.attempts, chosen.turn_at, chosen.place,
    notices.kind, notices.client, notices.facts, notices.noted_at,
    places.address, places.client as place_client, places.room, places.administrator, places.linked,
    places.gone_reason, standing_messages.message
  from chosen
  join notices on notices.id = chosen.notice
  join places on places.id = chosen.place
  left join standing_messages
    on standing_messages.place = chosen.place and standing_messages.key = chosen.standing
  order by chosen.id`

/** Takes a pending delivery, in one statement: of many claimers one gets it. */
export async function claimDelivery(db: Connection, id: string, now: Date): Promise<Delivery | null> {
  const number = parseId('D', id)
  if (number === null) return null
  const { rows } = await sql<Row>`
    with chosen as (
      update deliveries d set status = 'sending', attempts = attempts + 1, claimed_at = ${now}
      where id = ${number} and status = 'pending' and due_at <= ${now} and not ${waitsItsTurn}
      returning *
    ) ${readChosen}`.execute(db)
  const [row] = rows
  return row ? toDelivery(row) : null
}

/** Deliveries in doubt, oldest first. */
export async function doubtfulDeliveries(db: Connection, limit: number): Promise<readonly Delivery[]> {
  const { rows } = await sql<Row>`
    with chosen as (select * from deliveries where status = 'in-doubt' order by id limit ${limit})
    ${readChosen}`.execute(db)
  return rows.map(toDelivery)
}

const toDelivery = (row: Row): Delivery => ({
  id: formatId('D', row.id),
  mode: row.mode,
  standing: row.standing,
  attempts: row.attempts,
  // The kind names the type of the facts, here as in the notice that was written.
  notice: { kind: row.kind, client: row.client, facts: row.facts } as Notice,
  notedAt: row.noted_at,
  place: toPlace({ ...row, id: row.place, client: row.place_client }),
  standingMessage: row.message,
  turn: row.turn_at,
})
