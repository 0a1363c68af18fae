import { type Selectable, sql } from 'kysely'
import type { Delivery, MessageRef } from '../../../app/ports/delivery-ports.ts'
import type { Notice } from '../../../notices/kinds/notice.ts'
import { type PlaceRow, toPlace } from '../clients/places-repository.ts'
import type { Connection } from '../plumbing/database.ts'
import { formatId, knownId, parseId } from '../plumbing/ids.ts'
import { realNow } from '../plumbing/real-time.ts'
import type { Tables } from '../tables/tables.ts'

/**
 * Whether the delivery `d` must wait for an older one to the same place about the same thing. One that is in doubt
 * holds back what follows only as long as that may be decided, and ten minutes at most: nobody is left untold because a
 * platform fell silent. An edit does not wait for a message that is put off until the morning.
 */
export const waitsItsTurn = sql<boolean>`exists (
  select from deliveries older
  where older.place = d.place and older.matter = d.matter and older.id < d.id
    and older.status in ('pending', 'sending', 'in-doubt')
    and (d.mode <> 'edit' or older.status <> 'pending' or older.attempts > 0 or older.turn_at is not null
      or older.due_at <= d.due_at)
    and (older.status <> 'in-doubt'
      or (not older.undecidable and older.claimed_at > ${realNow} - interval '10 minutes')))`

type Row = Omit<PlaceRow, 'id' | 'client'> &
  Pick<Selectable<Tables['deliveries']>, 'id' | 'mode' | 'standing' | 'attempts' | 'turn_at' | 'claimed_at'> &
  Pick<Selectable<Tables['notices']>, 'kind' | 'facts' | 'client' | 'noted_at'> & {
    readonly place: number
    readonly place_client: string | null
    readonly message: MessageRef | null
    readonly stands: MessageRef | null
  }

/**
 * The deliveries that a query named `chosen` gives, with all that is needed to send them.
 * @param more how many attempts they are more than is written
 */
const readChosen = (more: 0 | 1) => sql`
  select chosen.id, chosen.mode, chosen.standing, chosen.attempts + ${sql.lit(more)} as attempts, chosen.turn_at, chosen.claimed_at, chosen.message as stands, chosen.place,
    notices.kind, notices.client, notices.facts, notices.noted_at,
    places.address, places.client as place_client, places.room, places.administrator, places.linked,
    places.gone_reason, standing_messages.message
  from chosen
  join notices on notices.id = chosen.notice
  join places on places.id = chosen.place
  left join standing_messages
    on standing_messages.place = chosen.place and standing_messages.key = chosen.standing
  order by chosen.id`

/**
 * Holds deliveries that are pending, due, and behind no older one; those that somebody else holds are left out. They are
 * read as they will be when they are taken, as one attempt more.
 */
export async function holdDeliveries(tx: Connection, ids: readonly string[], now: Date): Promise<readonly Delivery[]> {
  const numbers = ids.flatMap((id) => parseId('D', id) ?? [])
  if (numbers.length === 0) return []
  const { rows } = await sql<Row>`
    with chosen as (
      select d.* from deliveries d
      where id = any(${numbers}) and status = 'pending' and due_at <= ${now} and not ${waitsItsTurn}
      for no key update of d skip locked
    ) ${readChosen(1)}`.execute(tx)
  return rows.map(toDelivery)
}

/**
 * Marks deliveries as being sent by a process. When is written in Postgres' own time: it is compared with the lives of
 * processes, and the app's clock may be moved.
 * @returns when that was, by id
 */
export async function markSending(
  tx: Connection,
  ids: readonly string[],
  worker: number | null,
): Promise<ReadonlyMap<string, Date>> {
  if (ids.length === 0) return new Map()
  const numbers = ids.map((id) => knownId('D', id))
  const { rows } = await sql<{ id: number; claimed_at: Date }>`
    update deliveries set status = 'sending', attempts = attempts + 1,
      claimed_at = ${realNow}, claimed_by = ${worker}, undecidable = false
    where id = any(${numbers}) and status = 'pending'
    returning id, claimed_at`.execute(tx)
  return new Map(rows.map(({ id, claimed_at }) => [formatId('D', id), claimed_at]))
}

/** Deliveries in doubt, oldest first. */
export async function doubtfulDeliveries(db: Connection, limit: number): Promise<readonly Delivery[]> {
  const { rows } = await sql<Row>`
    with chosen as (select * from deliveries where status = 'in-doubt' order by id limit ${limit})
    ${readChosen(0)}`.execute(db)
  return rows.map(toDelivery)
}

/**
 * Takes those in doubt that are to be looked up now: each goes to one process, and to another one only when that has
 * found nothing for 15 seconds; the older the doubt, the more rarely.
 */
export async function takeDoubtful(db: Connection, limit: number): Promise<readonly Delivery[]> {
  const { rows } = await sql<Row>`
    with chosen as (
      update deliveries
      set look_at = ${realNow} + greatest(interval '15 seconds', (${realNow} - claimed_at) / 4)
      where id in (
        select id from deliveries
        where status = 'in-doubt' and not undecidable and coalesce(look_at, '-infinity') <= ${realNow}
        order by id limit ${limit} for update skip locked)
      returning *
    ) ${readChosen(0)}`.execute(db)
  return rows.map(toDelivery)
}

const toDelivery = (row: Row): Delivery => ({
  id: formatId('D', row.id),
  mode: row.mode,
  standing: row.standing,
  attempts: row.attempts,
  claimedAt: row.claimed_at,
  // The kind names the type of the facts, here as in the notice that was written.
  notice: { kind: row.kind, client: row.client, facts: row.facts } as Notice,
  notedAt: row.noted_at,
  place: toPlace({ ...row, id: row.place, client: row.place_client }),
  standingMessage: row.message,
  turn: row.turn_at,
  appeared: row.stands,
})
