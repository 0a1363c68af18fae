import type { SeenPlans } from '../../../app/ports/stores/seen-ports.ts'
import { system, type Way } from '../../../domain/people/way.ts'
import type { Connection } from '../plumbing/database.ts'
import { formatId, knownId } from '../plumbing/ids.ts'
import { toJson } from '../plumbing/json.ts'

/** @param way by which way the transaction came in */
export const makeSeenPlans = (db: Connection, way: Way = system): SeenPlans => ({
  async note(updates, { id: person, name }, at) {
    if (updates.length === 0) return false
    const noted = await db
      .insertInto('seen')
      .values(updates.map((id) => ({ update: knownId('U', id), person, name, at, way: toJson(way) })))
      .onConflict((same) => same.doNothing())
      .executeTakeFirst()
    return (noted.numInsertedOrUpdatedRows ?? 0n) > 0n
  },
  async of(updates) {
    if (updates.length === 0) return []
    const rows = await db
      .selectFrom('seen')
      .selectAll()
      .where(
        'update',
        'in',
        updates.map((id) => knownId('U', id)),
      )
      .orderBy('at')
      .orderBy('person')
      .execute()
    return rows.map(({ update, person, ...row }) => ({ update: formatId('U', update), id: person, ...row }))
  },
})
