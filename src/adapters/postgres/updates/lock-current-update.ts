import { type Selectable, sql } from 'kysely'
import { StaleWrite } from '../../../app/ports/ports.ts'
import type { SystemRef } from '../../../domain/people/system.ts'
import type { Connection } from '../plumbing/database.ts'
import type { Tables } from '../tables/tables.ts'

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
export async function lockCurrentUpdate(
  db: Connection,
  system: SystemRef,
): Promise<Selectable<Tables['updates']> | undefined> {
  for (let tries = 0; tries < 5; tries++) {
    const held = await selectCurrent(db, system).forNoKeyUpdate().executeTakeFirst()
    const current = await selectCurrent(db, system).executeTakeFirst()
    if (held?.id === current?.id) return held
  }
  throw new StaleWrite(`the current update of ${system.client}/${system.environment} keeps changing`)
}
