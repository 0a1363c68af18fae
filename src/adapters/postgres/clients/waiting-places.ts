import { sql } from 'kysely'
import type { ClientDocument } from '../../../app/ports/ports.ts'
import type { ChatAccount } from '../../../domain/people/client.ts'
import type { Connection } from '../plumbing/database.ts'
import { addressAsLinked, keyOf, placeRows, thereAgain, type Wanted } from './place-keys.ts'

/**
 * Takes out of what is wanted what only waits: of what is not linked the channels and chat accounts that a client's own key
 * names, and those that are named as waiting again, by whomever.
 */
export async function takeWaiting(
  db: Connection,
  { id: client, awaitingLink = [], awaitingAccounts = [] }: ClientDocument,
  wanted: Map<string, Wanted>,
  byItself: boolean,
): Promise<ReadonlyMap<string, Wanted>> {
  const waiting = new Map<string, Wanted>()
  for (const channel of awaitingLink) {
    const address = { kind: 'channel' as const, ...channel }
    if (!wanted.has(keyOf(address))) waiting.set(keyOf(address), { address, administrator: null })
  }
  const again = new Set(awaitingAccounts.map(keyOfAccount))
  if (!byItself && again.size === 0) return waiting
  const linked = await linkedInChat(db, client)
  for (const [key, place] of wanted) {
    const { kind } = place.address
    if (linked.has(key) || !(again.has(key) || (byItself && (kind === 'channel' || kind === 'direct')))) continue
    waiting.set(key, place)
    wanted.delete(key)
  }
  return waiting
}

/** Writes down what waits, and that nothing else does. */
export async function putWaiting(db: Connection, client: string, waiting: ReadonlyMap<string, Wanted>): Promise<void> {
  await db
    .updateTable('places')
    .set({ awaits_link: false })
    .where('client', '=', client)
    .where('awaits_link', '=', true)
    .execute()
  if (waiting.size === 0) return
  const rows = placeRows(client, waiting, { linked: false, gone_reason: null, awaits_link: true })
  await db
    .insertInto('places')
    .values(rows)
    .onConflict((known) =>
      known.columns(['client', 'room', 'key']).doUpdateSet((row) => ({
        address: addressAsLinked,
        administrator: row.ref('excluded.administrator'),
        awaits_link: sql<boolean>`not places.linked and places.set_in_chat is distinct from 'unlinked'`,
      })),
    )
    .execute()
}

/**
 * A client's people may be written to directly where a channel of it is linked in their workspace or tenant. The vendor's
 * staff are the vendor's: no channel of a client speaks for them.
 */
export async function linkVouched(db: Connection, client: string): Promise<void> {
  await db
    .updateTable('places')
    .set({ linked: true, awaits_link: false, ...thereAgain })
    .where('client', '=', client)
    .where('kind', '=', 'direct')
    .where('awaits_link', '=', true)
    .where(
      sql<boolean>`exists (
        select from places channel
        where channel.client = places.client and channel.kind = 'channel' and channel.linked
          and channel.address ->> 'platform' = places.address ->> 'platform'
          and channel.address ->> 'workspace' = places.address ->> 'workspace')`,
    )
    .where(
      sql<boolean>`not exists (
        select from chat_accounts
        where staff is not null and platform = places.address ->> 'platform'
          and workspace = places.address ->> 'workspace' and user_id = places.address ->> 'user')`,
    )
    .execute()
}

/** @returns false where that account does not wait */
export async function linkWaitingAccount(db: Connection, client: string, account: ChatAccount): Promise<boolean> {
  const linked = await db
    .updateTable('places')
    .set({ linked: true, awaits_link: false, ...thereAgain })
    .where('client', '=', client)
    .where('room', 'is', null)
    .where('key', '=', keyOfAccount(account))
    .where('awaits_link', '=', true)
    .executeTakeFirst()
  return linked.numUpdatedRows > 0n
}

export const keyOfAccount = ({ platform, workspace, user }: ChatAccount): string =>
  keyOf({ kind: 'direct', platform, workspace, user })

/** What is linked of a client in chat. */
async function linkedInChat(db: Connection, client: string): Promise<ReadonlySet<string>> {
  const rows = db.selectFrom('places').select('key').where('client', '=', client).where('linked', '=', true)
  return new Set((await rows.where('kind', 'in', ['channel', 'direct']).execute()).map(({ key }) => key))
}
