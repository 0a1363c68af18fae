import { sql } from 'kysely'
import { StaleWrite } from '../../../app/ports/ports.ts'
import type { SystemRef } from '../../../domain/people/system.ts'
import type { Connection } from '../plumbing/database.ts'
import type { UpdateRow } from './update-rows.ts'

/** The active update of a system, else its newest one. */
export const selectCurrent = (db: Connection, { client, environment }: SystemRef) =>
  db
    .selectFrom('updates')
    .selectAll()
    .where('client', '=', client)
    .where('environment', '=', environment)
    .orderBy(sql`(status in ('scheduled', 'held', 'updating', 'stalled'))`, 'desc')
    .orderBy('id', 'desc')
    .limit(1)

/**
 * Holds the current update of a system. Whoever held it before may have finished it and planned another: so after the
 * wait it is looked at again whether the row is still the current one.
 */
export async function lockCurrentUpdate(db: Connection, system: SystemRef): Promise<UpdateRow | undefined> {
  for (let tries = 0; tries < 5; tries++) {
    const held = await selectCurrent(db, system).forNoKeyUpdate().executeTakeFirst()
    const current = await selectCurrent(db, system).executeTakeFirst()
    if (held?.id === current?.id) return held
  }
  throw new StaleWrite(`the current update of ${system.client}/${system.environment} keeps changing`)
}

/** The current updates of all systems of some clients. */
export const selectCurrents = async (db: Connection, clients: readonly string[]): Promise<readonly UpdateRow[]> => {
  if (clients.length === 0) return []
  const { rows } = await sql<UpdateRow>`select updates.* from ${currentIds(clients)} join updates using (id)`.execute(
    db,
  )
  return rows
}

/**
 * Holds the current updates of all systems of some clients. Whoever plans or ends an update holds the slots, as does
 * whoever asks for these: so none of them is another one after the wait.
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
  order by client, environment, (status in ('scheduled', 'held', 'updating', 'stalled')) desc, id desc) as newest`
