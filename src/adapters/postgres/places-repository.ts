import type { Selectable } from 'kysely'
import { type Places, PlaceTaken } from '../../app/ports.ts'
import type { Place } from '../../domain/place.ts'
import { keyOf } from './client-places.ts'
import type { Connection } from './database.ts'
import { formatId, parseId } from './ids.ts'
import { toJson } from './json.ts'
import type { Tables } from './tables.ts'

export function makePlaces(db: Connection): Places {
  const linked = () => db.selectFrom('places').selectAll().where('linked', '=', true)
  return {
    async find(id) {
      const number = parseId('P', id)
      if (number === null) return null
      const row = await db.selectFrom('places').selectAll().where('id', '=', number).executeTakeFirst()
      return row ? toPlace(row) : null
    },
    async around(client) {
      const rows = await linked()
        .where((place) =>
          client === null
            ? place('room', 'is not', null)
            : place.or([place('client', '=', client), place('room', 'is not', null)]),
        )
        .orderBy('id')
        .execute()
      return rows.map(toPlace)
    },
    async atChannel(channel) {
      // A room comes first: the vendor may use one channel for several of them.
      const here = linked()
        .where('kind', '=', 'channel')
        .where('key', '=', keyOf({ kind: 'channel', ...channel }))
      const row = await here.orderBy('room').orderBy('id').limit(1).executeTakeFirst()
      return row ? toPlace(row) : null
    },
    async putRoom(room, address) {
      const key = keyOf(address)
      const client = await linked().where('key', '=', key).where('room', 'is', null).executeTakeFirst()
      if (client) throw new PlaceTaken('the room belongs to a client already')
      await db
        .updateTable('places')
        .set({ linked: false })
        .where('room', '=', room)
        .where('key', '<>', key)
        .execute()
      const said = { address: toJson(address), linked: true, gone_reason: null }
      await db
        .insertInto('places')
        .values({ kind: address.kind, key, room, client: null, administrator: null, ...said })
        .onConflict((known) => known.columns(['client', 'room', 'key']).doUpdateSet(said))
        .execute()
    },
    async markGone(id, reason) {
      const number = parseId('P', id)
      if (number === null) return
      await db.updateTable('places').set({ gone_reason: reason }).where('id', '=', number).execute()
    },
  }
}

export type PlaceRow = Pick<
  Selectable<Tables['places']>,
  'id' | 'address' | 'client' | 'room' | 'administrator' | 'linked' | 'gone_reason'
>

/** An unlinked place is gone too: what was still owed to it has nowhere to go. */
export const toPlace = (row: PlaceRow): Place => ({
  id: formatId('P', row.id),
  address: row.address,
  client: row.client,
  room: row.room,
  administrator: row.administrator,
  gone: !row.linked || row.gone_reason !== null,
})
