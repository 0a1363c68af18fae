import type { Selectable } from 'kysely'
import type { Freezes } from '../../../app/ports/ports.ts'
import type { AddedFreeze } from '../../../domain/updates/freeze.ts'
import { insideText, readInside } from '../../../domain/updates/inside-text.ts'
import type { Connection } from '../plumbing/database.ts'
import { formatId, knownId, parseId } from '../plumbing/ids.ts'
import type { Tables } from '../tables/tables.ts'

export function makeFreezes(db: Connection): Freezes {
  const endingAfter = (from: Date) =>
    db.selectFrom('freezes').where('ends_at', '>', from).orderBy('starts_at').orderBy('id')
  return {
    async around(client, from) {
      const rows = await endingAfter(from)
        .selectAll()
        .where((freeze) =>
          client === null
            ? freeze('client', 'is', null)
            : freeze.or([freeze('client', 'is', null), freeze('client', '=', client)]),
        )
        .execute()
      return rows.map(toFreeze)
    },
    async aroundAll(clients, from) {
      const rows = await endingAfter(from)
        .selectAll()
        .where((freeze) => freeze.or([freeze('client', 'is', null), freeze('client', 'in', clients)]))
        .execute()
      return rows.map(toFreeze)
    },
    async ofClients(from) {
      const rows = await endingAfter(from).selectAll().where('client', 'is not', null).execute()
      return rows.map(toFreeze)
    },
    async add({ scope, startsAt, endsAt, reason, inside }, client, now) {
      const row = await db
        .insertInto('freezes')
        .values({
          scope,
          client,
          starts_at: startsAt,
          ends_at: endsAt,
          reason,
          inside: readInside(inside),
          created_at: now,
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      return toFreeze(row)
    },
    async find(id) {
      const number = parseId('Z', id)
      if (number === null) return null
      const row = await db.selectFrom('freezes').selectAll().where('id', '=', number).executeTakeFirst()
      return row ? toFreeze(row) : null
    },
    async list(client, from) {
      const rows = await endingAfter(from).selectAll().where('client', 'is not distinct from', client).execute()
      return rows.map(toFreeze)
    },
    async end(id, at) {
      const number = knownId('Z', id)
      await db.deleteFrom('freezes').where('id', '=', number).where('starts_at', '>=', at).execute()
      await db.updateTable('freezes').set({ ends_at: at }).where('id', '=', number).where('ends_at', '>', at).execute()
    },
  }
}

const toFreeze = (row: Selectable<Tables['freezes']>): AddedFreeze => ({
  id: formatId('Z', row.id),
  scope: row.scope,
  client: row.client,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  reason: row.reason,
  inside: insideText(row.inside),
})
