import { type Selectable, sql } from 'kysely'
import { type Places, PlaceTaken } from '../../../app/ports/ports.ts'
import type { Place } from '../../../domain/people/place.ts'
import type { Connection } from '../plumbing/database.ts'
import { formatId, knownId, parseId } from '../plumbing/ids.ts'
import { toJson } from '../plumbing/json.ts'
import type { Tables } from '../tables/tables.ts'
import { placeAt } from './place-at.ts'
import { addressToKeep, keyOf, thereAgain } from './place-keys.ts'
import { linkVouched, linkWaitingAccount } from './waiting-places.ts'

export function makePlaces(db: Connection): Places {
  const linked = () => db.selectFrom('places').selectAll().where('linked', '=', true)
  return {
    async find(id) {
      const number = parseId('P', id)
      if (number === null) return null
      const row = await db.selectFrom('places').selectAll().where('id', '=', number).executeTakeFirst()
      return row ? toPlace(row) : null
    },
    async around(...clients) {
      const known = clients.filter((client) => client !== null)
      const rows = await linked()
        .where((place) =>
          known.length === 0
            ? place('room', 'is not', null)
            : place.or([place('client', 'in', known), place('room', 'is not', null)]),
        )
        .orderBy('id')
        .execute()
      return rows.map(toPlace)
    },
    async atChannel(channel) {
      const row = await placeAt(db, channel).executeTakeFirst()
      return row ? toPlace(row) : null
    },
    async namedBy(clients) {
      if (clients.length === 0) return []
      const rows = await db
        .selectFrom('places')
        .selectAll()
        .where('client', 'in', clients)
        .where((place) =>
          place.or([
            place('kind', 'in', ['channel', 'webhook']).and('linked', '=', true),
            place('kind', 'in', ['channel', 'direct']).and('awaits_link', '=', true),
          ]),
        )
        .orderBy('id')
        .execute()
      return rows.map((row) => (row.awaits_link ? { ...toPlace(row), awaitsLink: true as const } : toPlace(row)))
    },
    async awaitedAt(channel) {
      const rows = db
        .selectFrom('places')
        .select('client')
        .where('kind', '=', 'channel')
        .where('key', '=', keyOf({ kind: 'channel', ...channel }))
        .where('awaits_link', '=', true)
        .orderBy('client')
      return (await rows.execute()).flatMap(({ client }) => client ?? [])
    },
    async linkChannel(client, channel) {
      const address = { kind: 'channel' as const, ...channel }
      const key = keyOf(address)
      // Of two who link it at once the second sees what the first did.
      await sql`select pg_advisory_xact_lock(hashtext('channel'), hashtext(${key}))`.execute(db)
      const others = linked().where('key', '=', key).where('client', 'is distinct from', client)
      if (await others.executeTakeFirst()) throw new PlaceTaken('the channel belongs to somebody else')
      const said = {
        address: toJson(address),
        linked: true,
        ...thereAgain,
        awaits_link: false,
        set_in_chat: 'linked' as const,
      }
      const row = await db
        .insertInto('places')
        .values({ kind: address.kind, key, client, room: null, administrator: null, ...said })
        .onConflict((known) =>
          known.columns(['client', 'room', 'key']).doUpdateSet({ ...said, address: addressToKeep }),
        )
        .returningAll()
        .executeTakeFirstOrThrow()
      await linkVouched(db, client)
      return toPlace(row)
    },
    linkAccount: (client, account) => linkWaitingAccount(db, client, account),
    async unlinkChannel(id) {
      const unlinked = db.updateTable('places').set({ linked: false, set_in_chat: 'unlinked' })
      await unlinked.where('id', '=', knownId('P', id)).where('kind', '=', 'channel').execute()
    },
    async putRoom(room, address) {
      const key = keyOf(address)
      const client = await linked().where('key', '=', key).where('room', 'is', null).executeTakeFirst()
      if (client) throw new PlaceTaken('the room belongs to a client already')
      await db
        .updateTable('places')
        .set({ linked: false })
        .where('room', '=', room)
        .where('kind', '=', 'channel')
        .where('key', '<>', key)
        .execute()
      const said = { address: toJson(address), linked: true, ...thereAgain }
      await db
        .insertInto('places')
        .values({ kind: address.kind, key, room, client: null, administrator: null, ...said })
        .onConflict((known) => known.columns(['client', 'room', 'key']).doUpdateSet(said))
        .execute()
    },
    async markGone(id, reason, now) {
      const number = parseId('P', id)
      if (number === null) return false
      const marked = await db
        .updateTable('places')
        .set({ gone_reason: reason, gone_at: now })
        .where('id', '=', number)
        .where('gone_reason', 'is', null)
        .executeTakeFirst()
      return marked.numUpdatedRows === 1n
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
