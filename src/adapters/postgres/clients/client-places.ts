import { sql } from 'kysely'
import { type ClientDocument, PlaceTaken } from '../../../app/ports/ports.ts'
import type { Address } from '../../../domain/people/place.ts'
import type { Connection } from '../plumbing/database.ts'
import { violates } from '../plumbing/guarded-write.ts'
import { addressAsLinked, addressToKeep, keyOf, placeRows, thereAgain, type Wanted } from './place-keys.ts'
import { linkVouched, putWaiting, takeWaiting } from './waiting-places.ts'

/**
 * Links the places that a client's document names, and unlinks those that it names no more.
 * @param byItself whether the client itself puts it: a channel that is not linked then waits for a word of somebody in it,
 * and so does a chat account of a workspace in which no channel of the client is linked once the document is put
 */
export async function linkPlaces(db: Connection, document: ClientDocument, byItself: boolean): Promise<void> {
  const client = document.id
  // One mailbox of two administrators is one place: nobody is told twice.
  const wanted = new Map<string, Wanted>()
  for (const place of placesOf(document)) {
    const key = keyOf(place.address)
    if (!wanted.has(key)) wanted.set(key, place)
  }
  for (const key of await unlinkedInChat(db, client)) wanted.delete(key)
  const waiting = await takeWaiting(db, document, wanted, byItself)
  await putWaiting(db, client, waiting)
  const channels = [...wanted].filter(([, { address }]) => address.kind === 'channel').map(([key]) => key)
  await refuseTaken(db, client, channels)
  await unlinkOthers(db, client, [...wanted.keys()])
  await linkAll(db, client, wanted, byItself)
  // Only now is it known where channels are linked: one that this document drops speaks for nobody.
  if ([...waiting.values()].some(({ address }) => address.kind === 'direct')) await linkVouched(db, client)
}

async function unlinkOthers(db: Connection, client: string, keys: readonly string[]): Promise<void> {
  let unlinked = db.updateTable('places').set({ linked: false }).where('client', '=', client)
  if (keys.length > 0) unlinked = unlinked.where('key', 'not in', keys)
  await unlinked.where('linked', '=', true).where(sql<boolean>`set_in_chat is distinct from 'linked'`).execute()
}

async function linkAll(
  db: Connection,
  client: string,
  wanted: ReadonlyMap<string, Wanted>,
  byItself: boolean,
): Promise<void> {
  if (wanted.size === 0) return
  const rows = placeRows(client, wanted, { linked: true, ...thereAgain })
  const insertion = db
    .insertInto('places')
    .values(rows)
    .onConflict((known) =>
      known.columns(['client', 'room', 'key']).doUpdateSet((row) => ({
        address: byItself ? addressAsLinked : addressToKeep,
        administrator: row.ref('excluded.administrator'),
        linked: true,
        awaits_link: false,
        ...thereAgain,
      })),
    )
  try {
    await insertion.execute()
  } catch (error) {
    if (violates(error, 'places_client_channel')) throw new PlaceTaken(taken, { cause: error })
    throw error
  }
}

/** What people unlinked in chat stays so, whatever the document names. */
async function unlinkedInChat(db: Connection, client: string): Promise<string[]> {
  const rows = await db
    .selectFrom('places')
    .select('key')
    .where('client', '=', client)
    .where('set_in_chat', '=', 'unlinked')
    .execute()
  return rows.map(({ key }) => key)
}

const taken = 'a channel of the document belongs to somebody else'

async function refuseTaken(db: Connection, client: string, channels: readonly string[]): Promise<void> {
  if (channels.length === 0) return
  const other = await db
    .selectFrom('places')
    .select('id')
    .where('kind', '=', 'channel')
    .where('key', 'in', channels)
    .where('linked', '=', true)
    .where('client', 'is distinct from', client)
    .executeTakeFirst()
  if (other) throw new PlaceTaken(taken)
}

function placesOf({ id, channels, administrators, systems, webhooks = [] }: ClientDocument): Wanted[] {
  const shared: Address[] = [
    ...channels.map((channel) => ({ kind: 'channel' as const, ...channel })),
    ...systems.map(({ environment }) => ({ kind: 'inbox' as const, client: id, environment })),
    ...webhooks.map((webhook) => ({ kind: 'webhook' as const, client: id, ...webhook })),
  ]
  const own = administrators.flatMap(({ id: administrator, name, email, accounts }) => [
    { administrator, address: { kind: 'mailbox' as const, email, name } },
    ...accounts.map((account) => ({ administrator, address: { kind: 'direct' as const, ...account } })),
  ])
  return [...shared.map((address) => ({ address, administrator: null })), ...own]
}
