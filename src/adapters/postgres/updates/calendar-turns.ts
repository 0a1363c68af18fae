import { sql } from 'kysely'
import type { Updates } from '../../../app/ports/ports.ts'
import type { Connection } from '../plumbing/database.ts'
import { formatId, knownId, parseId } from '../plumbing/ids.ts'
import { toJson } from '../plumbing/json.ts'
import { toUpdate } from './update-rows.ts'

/** The calendar entries of updates: one for each chain of updates that took one another's place. */
export const calendarOf = (db: Connection): Pick<Updates, 'carryCalendars' | 'calendarTurn'> => ({
  async carryCalendars(pairs) {
    if (pairs.length === 0) return
    const rows = pairs.map(({ replaced, update }) => ({ old: knownId('U', replaced), new: knownId('U', update) }))
    await sql`
      update updates set
        calendar_of = coalesce(old.calendar_of, old.id),
        calendar_base = old.calendar_base + old.revision
      from jsonb_to_recordset(${toJson(rows)}::jsonb) as pair (old bigint, new bigint) join updates old on old.id = pair.old
      where updates.id = pair.new`.execute(db)
  },
  async calendarTurn(id) {
    const number = parseId('U', id)
    if (number === null) return null
    const first = db
      .selectFrom('updates')
      .select(sql<number>`coalesce(calendar_of, id)`.as('first'))
      .where('id', '=', number)
    const row = await db
      .with('origin', () => first)
      .selectFrom(['updates', 'origin'])
      .selectAll('updates')
      .select('origin.first')
      .where((is) =>
        is.or([is('updates.id', '=', is.ref('origin.first')), is('updates.calendar_of', '=', is.ref('origin.first'))]),
      )
      .orderBy('updates.id', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (!row) return null
    return {
      first: formatId('U', row.first),
      sequence: row.calendar_base + row.revision,
      update: toUpdate(row),
    }
  },
})
