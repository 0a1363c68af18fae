import { sql } from 'kysely'
import type { ClientDocument, Clients } from '../../../app/ports/ports.ts'
import type { Client } from '../../../domain/people/client.ts'
import type { PolicyNumbers } from '../../../domain/people/policy-numbers.ts'
import type { Connection } from '../plumbing/database.ts'
import { toJson } from '../plumbing/json.ts'
import { pageOf, readCursor, writeCursor } from '../plumbing/pages.ts'
import { putAdministrators } from './administrators.ts'
import { linkPlaces } from './client-places.ts'
import { type ClientRow, selectClients, toClient } from './client-rows.ts'

/** @param defaultWindows those of a client that has none (`DEFAULT_WINDOW`) */
export function makeClients(db: Connection, defaultWindows: readonly string[]): Clients {
  const find = async (id: string): Promise<Client | null> => {
    const row = await selectClients(db).where('clients.id', '=', id).executeTakeFirst()
    return row ? toClient(row, defaultWindows) : null
  }
  // As they were read while they are held: nobody else changes them, and what this transaction changes is read anew.
  const held = new Map<string, Client>()
  const readAll = async (ids: readonly string[]): Promise<readonly Client[]> => {
    if (ids.length === 0) return []
    const rows = await selectClients(db).where('clients.id', 'in', ids).execute()
    return rows.map((row) => toClient(row, defaultWindows))
  }
  const findAll: Clients['findAll'] = async (ids) => {
    const read = await readAll(ids.filter((id) => !held.has(id)))
    const known = ids.flatMap((id) => held.get(id) ?? [])
    return new Map([...known, ...read].map((client) => [client.id, client]))
  }
  const lockAll: Clients['lockAll'] = async (ids) => {
    // Always in one order, so that two who hold many don't wait for each other; read once they are held.
    const free = ids.filter((id) => !held.has(id))
    const locking = sql`select from clients where id = any(${free}) order by id for no key update`
    const there = free.length > 0 && (await locking.execute(db)).rows.length > 0
    for (const client of there ? await readAll(free) : []) held.set(client.id, client)
    return ids.flatMap((id) => held.get(id) ?? [])
  }
  return {
    find,
    findAll,
    lock: async (id) => (await lockAll([id]))[0] ?? null,
    lockAll,
    async list(page) {
      let query = selectClients(db)
        .orderBy('clients.id')
        .limit(page.limit + 1)
      if (page.after !== null) query = query.where('clients.id', '>', readCursor('clients', 'string', page.after))
      const read = (row: ClientRow): Client => toClient(row, defaultWindows)
      return pageOf(await query.execute(), page, read, (row: ClientRow) => writeCursor('clients', row.id))
    },
    async search(words, after, limit) {
      const pattern = `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`
      const rows = selectClients(db)
        .where('clients.id', '>', after ?? '')
        .where((client) =>
          client.or([client('clients.id', 'ilike', pattern), client('clients.name', 'ilike', pattern)]),
        )
        .orderBy('clients.id')
        .limit(limit)
      return (await rows.execute()).map((row) => toClient(row, defaultWindows))
    },
    async put(document, now, own = null) {
      held.delete(document.id)
      await putRow(db, document, own ? own.granted : document.policy, now)
      await putSystems(db, document)
      await putAdministrators(db, document)
      await linkPlaces(db, document, own !== null)
      return stored(await find(document.id), document.id)
    },
    async grantedTo(id) {
      const row = db.selectFrom('clients').select('granted').where('id', '=', id)
      return (await row.executeTakeFirst())?.granted ?? {}
    },
    async settingsOf(id) {
      const row = await selectClients(db).where('clients.id', '=', id).executeTakeFirst()
      if (!row) return null
      const { zone, windows } = toClient({ ...row, settings: {} }, defaultWindows)
      return { set: row.settings, document: { zone, windows } }
    },
    async saveSettings(id, settings, now) {
      held.delete(id)
      const saved = await db
        .updateTable('clients')
        .set({ settings: toJson(settings), revision: sql`revision + 1`, updated_at: now })
        .where('id', '=', id)
        .executeTakeFirst()
      return saved.numUpdatedRows === 0n ? null : find(id)
    },
    async savePersonal(client, administrator, settings, now) {
      held.delete(client)
      const said = { settings: toJson(settings), updated_at: now }
      await db
        .insertInto('personal_settings')
        .values({ client, administrator, ...said })
        .onConflict((known) => known.columns(['client', 'administrator']).doUpdateSet(said))
        .execute()
    },
    async setVersion({ client, environment }, version) {
      held.delete(client)
      await db
        .updateTable('systems')
        .set({ version })
        .where('client', '=', client)
        .where('environment', '=', environment)
        .execute()
    },
  }
}

async function putRow(
  db: Connection,
  document: ClientDocument,
  granted: Partial<PolicyNumbers>,
  now: Date,
): Promise<void> {
  const { id, name, zone, windows } = document
  const said = {
    name,
    zone,
    windows,
    policy: toJson(document.policy),
    granted: Object.keys(granted).length > 0 ? toJson(granted) : null,
  }
  await db
    .insertInto('clients')
    .values({ id, ...said, settings: '{}', revision: 1, created_at: now, updated_at: now })
    .onConflict((known) =>
      known.column('id').doUpdateSet({ ...said, revision: sql`clients.revision + 1`, updated_at: now }),
    )
    .execute()
}

async function putSystems(db: Connection, { id, systems }: ClientDocument): Promise<void> {
  const environments = systems.map((system) => system.environment)
  let gone = db.deleteFrom('systems').where('client', '=', id)
  if (environments.length > 0) gone = gone.where('environment', 'not in', environments)
  await gone.execute()
  for (const { environment, version, url } of systems) {
    await db
      .insertInto('systems')
      .values({ client: id, environment, version, url })
      .onConflict((known) =>
        known
          .columns(['client', 'environment'])
          .doUpdateSet({ url, version: sql`coalesce(excluded.version, systems.version)` }),
      )
      .execute()
  }
}

function stored(client: Client | null, id: string): Client {
  if (!client) throw new Error(`client ${id} is not there after it was written`)
  return client
}
