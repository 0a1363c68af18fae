import { type Selectable, sql } from 'kysely'
import type { Incidents } from '../../../app/ports/ports.ts'
import type { Incident } from '../../../domain/updates/incident.ts'
import type { Connection } from '../plumbing/database.ts'
import { written } from '../plumbing/guarded-write.ts'
import { formatId, knownId, parseId } from '../plumbing/ids.ts'
import { toJson } from '../plumbing/json.ts'
import type { Tables } from '../tables/tables.ts'

type Row = Selectable<Tables['incidents']>

/** Literal, so that the planner sees that the partial index applies. */
const unsettled = sql<boolean>`incidents.status in ('open', 'claimed')`

export function makeIncidents(db: Connection): Incidents {
  const one = async (update: string, lock: boolean): Promise<Incident | null> => {
    const number = parseId('U', update)
    if (number === null) return null
    const query = db.selectFrom('incidents').selectAll().where('update', '=', number)
    const row = await (lock ? query.forNoKeyUpdate() : query).executeTakeFirst()
    return row ? toIncident(row) : null
  }
  return {
    find: (update) => one(update, false),
    lock: (update) => one(update, true),
    async open(update, now) {
      await db
        .insertInto('incidents')
        .values({ update: knownId('U', update), opened_at: now, status: 'open', revision: 1 })
        .execute()
    },
    async ofSystem({ client, environment }) {
      const rows = db
        .selectFrom('incidents')
        .innerJoin('updates', 'updates.id', 'incidents.update')
        .selectAll('incidents')
        .where(unsettled)
        .where('updates.client', '=', client)
        .where('updates.environment', '=', environment)
        .orderBy('incidents.position')
        .forNoKeyUpdate('incidents')
      return (await rows.execute()).map(toIncident)
    },
    async save({ update, status, claimedBy, settledBy, settledAt, note, revision }) {
      const row = await db
        .updateTable('incidents')
        .set({
          status,
          note,
          settled_at: settledAt,
          revision: revision + 1,
          claimed_by: claimedBy && toJson(claimedBy),
          settled_by: settledBy && toJson(settledBy),
        })
        .where('update', '=', knownId('U', update))
        .where('revision', '=', revision)
        .returningAll()
        .executeTakeFirst()
      return toIncident(written(row, `incident of ${update}`))
    },
  }
}

const toIncident = ({ update, position, status, note, revision, ...row }: Row): Incident => ({
  update: formatId('U', update),
  position,
  status,
  note,
  revision,
  openedAt: row.opened_at,
  claimedBy: row.claimed_by,
  settledBy: row.settled_by,
  settledAt: row.settled_at,
})
