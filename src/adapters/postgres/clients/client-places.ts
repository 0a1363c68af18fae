import { sql } from 'kysely'
import { type ClientDocument, PlaceTaken } from '../../../app/ports/ports.ts'
import type { Address, ChannelAddress } from '../../../domain/people/place.ts'
import { mailboxOf } from '../../../domain/people/read-email.ts'
import type { Connection } from '../plumbing/database.ts'
import { violates } from '../plumbing/guarded-write.ts'
import { toJson } from '../plumbing/json.ts'

/** A place that is linked once more is tried again, whatever became of it before. */
export const thereAgain = { gone_reason: null, gone_at: null } as const

type Wanted = { readonly address: Address; readonly administrator: string | null }

/** An address as one line: the same place, however its address is written. */
export function keyOf(address: Address): string {
  switch (address.kind) {
    case 'channel':
      // As its own id says, in whichever of its workspaces it was named: a shared channel is one place.
      return JSON.stringify(['channel', address.platform, address.channel])
    case 'direct':
      return JSON.stringify(['direct', address.platform, address.workspace, address.user])
    case 'mailbox':
      return JSON.stringify(['mailbox', mailboxOf(address.email)])
    case 'inbox':
      return JSON.stringify(['inbox', address.client, address.environment])
    case 'webhook':
      return JSON.stringify(['webhook', address.environment, address.url])
  }
}

/**
 * Links the places that a client's document names, and unlinks those that it names no more.
 * @param byItself whether the client itself puts it: a channel that is not linked then waits for a word of somebody in it,
 * and so does a chat account of a workspace in which no channel of the client is linked
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
  await leaveWaiting(db, document, wanted, byItself)
  const channels = [...wanted].filter(([, { address }]) => address.kind === 'channel').map(([key]) => key)
  await refuseTaken(db, client, channels)
  const keys = [...wanted.keys()]
  let unlinked = db.updateTable('places').set({ linked: false }).where('client', '=', client)
  if (keys.length > 0) unlinked = unlinked.where('key', 'not in', keys)
  await unlinked.where('linked', '=', true).where(sql<boolean>`set_in_chat is distinct from 'linked'`).execute()
  if (keys.length === 0) return
  const rows = [...wanted].map(([key, { address, administrator }]) => ({
    kind: address.kind,
    key,
    client,
    room: null,
    administrator,
    address: toJson(address),
    linked: true,
    ...thereAgain,
  }))
  const insertion = db
    .insertInto('places')
    .values(rows)
    .onConflict((known) =>
      known.columns(['client', 'room', 'key']).doUpdateSet((row) => ({
        address: addressToKeep,
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

/** A channel in which we speak already is spoken in by the same bot: another one could not edit what stands there. */
export const addressToKeep = sql<string>`
  case when places.kind = 'channel' and places.linked and places.gone_reason is null
    then places.address else excluded.address end`

/**
 * Takes out of what is wanted what only waits, and writes that down: channels that a client's own key names and that are
 * not linked, chat accounts that it names in strangers' workspaces, and channels that waited before and are named as
 * waiting again.
 */
async function leaveWaiting(
  db: Connection,
  { id: client, awaitingLink = [] }: ClientDocument,
  wanted: Map<string, Wanted>,
  byItself: boolean,
): Promise<void> {
  const waiting = new Map<string, Wanted>()
  for (const channel of awaitingLink) {
    const address = { kind: 'channel' as const, ...channel }
    if (!wanted.has(keyOf(address))) waiting.set(keyOf(address), { address, administrator: null })
  }
  if (byItself) {
    const { keys, workspaces } = await linkedInChat(db, client)
    for (const [key, place] of wanted) {
      const { address } = place
      if ((address.kind !== 'channel' && address.kind !== 'direct') || keys.has(key)) continue
      if (address.kind === 'direct' && workspaces.has(workspaceOf(address))) continue
      waiting.set(key, place)
      wanted.delete(key)
    }
  }
  await db
    .updateTable('places')
    .set({ awaits_link: false })
    .where('client', '=', client)
    .where('awaits_link', '=', true)
    .execute()
  if (waiting.size === 0) return
  const rows = [...waiting].map(([key, { address, administrator }]) => ({
    kind: address.kind,
    key,
    client,
    room: null,
    administrator,
    address: toJson(address),
    linked: false,
    gone_reason: null,
    awaits_link: true,
  }))
  await db
    .insertInto('places')
    .values(rows)
    .onConflict((known) =>
      known.columns(['client', 'room', 'key']).doUpdateSet((row) => ({
        address: row.ref('excluded.address'),
        administrator: row.ref('excluded.administrator'),
        awaits_link: sql<boolean>`not places.linked and places.set_in_chat is distinct from 'unlinked'`,
      })),
    )
    .execute()
}

/** What is linked of a client in chat, and the workspaces and tenants in which a channel of it is. */
async function linkedInChat(db: Connection, client: string) {
  const places = db.selectFrom('places').select(['key', 'address']).where('client', '=', client)
  const rows = await places.where('kind', 'in', ['channel', 'direct']).where('linked', '=', true).execute()
  return {
    keys: new Set(rows.map(({ key }) => key)),
    workspaces: new Set(rows.flatMap(({ address }) => (address.kind === 'channel' ? workspaceOf(address) : []))),
  }
}

const workspaceOf = ({ platform, workspace }: Pick<ChannelAddress, 'platform' | 'workspace'>): string =>
  `${platform} ${workspace}`

/** Once a channel is linked, the client's people in its workspace or tenant may be written to directly. */
export async function linkWaitingPeople(
  db: Connection,
  client: string,
  { platform, workspace }: ChannelAddress,
): Promise<void> {
  await db
    .updateTable('places')
    .set({ linked: true, awaits_link: false, ...thereAgain })
    .where('client', '=', client)
    .where('kind', '=', 'direct')
    .where('awaits_link', '=', true)
    .where(sql<boolean>`address ->> 'platform' = ${platform} and address ->> 'workspace' = ${workspace}`)
    .execute()
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
