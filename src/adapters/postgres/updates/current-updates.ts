import { sql } from 'kysely'
import type { Connection } from '../plumbing/database.ts'
import type { UpdateRow } from './update-rows.ts'
import { currentFirst } from './which-update.ts'

/** The current updates of all systems of some clients. */
export const selectCurrents = async (db: Connection, clients: readonly string[]): Promise<readonly UpdateRow[]> => {
  if (clients.length === 0) return []
  const { rows } = await sql<UpdateRow>`select updates.* from ${currentIds(clients)} join updates using (id)`.execute(
    db,
  )
  return rows
}

/**
 * Holds the current updates of all systems of some clients, who are held: whoever plans or ends an update holds its client,
 * so none of them is another one after the wait.
 */
export const lockCurrentUpdates = async (db: Connection, clients: readonly string[]): Promise<readonly UpdateRow[]> => {
  if (clients.length === 0) return []
  const { rows } = await sql<UpdateRow>`
    select updates.* from ${currentIds(clients)} join updates using (id)
    order by updates.id for no key update of updates`.execute(db)
  return rows
}

const currentIds = (clients: readonly string[]) => sql`(
  select distinct on (client, environment) id from updates where client = any(${clients})
  order by client, environment, ${currentFirst}) as newest`
