import { sql } from 'kysely'
import type { Updates } from '../../../app/ports/ports.ts'
import type { CalendarTurn } from '../../../notices/updates/calendar-entry.ts'
import type { Connection } from '../plumbing/database.ts'
import { formatId, knownId, parseId } from '../plumbing/ids.ts'
import { toJson } from '../plumbing/json.ts'
import { toUpdate, type UpdateRow } from './update-rows.ts'

/** The calendar entries of updates: one for each chain of updates that took one another's place. */
export const calendarOf = (db: Connection): Pick<Updates, 'carryCalendars' | 'calendarTurn' | 'calendarTurns'> => ({
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
  calendarTurn: async (update) => (await calendarTurns(db, [update]))[0] ?? null,
  calendarTurns: (updates) => calendarTurns(db, updates),
})

async function calendarTurns(db: Connection, updates: readonly string[]): Promise<readonly (CalendarTurn | null)[]> {
  const numbers = updates.flatMap((id) => parseId('U', id) ?? [])
  if (numbers.length === 0) return updates.map(() => null)
  const { rows } = await sql<UpdateRow & { asked: number; first: number }>`
    select origin.asked, origin.first, newest.*
    from (select id as asked, coalesce(calendar_of, id) as first from updates where id = any(${numbers})) origin
    cross join lateral (
      select * from updates where id = origin.first or calendar_of = origin.first order by id desc limit 1) newest`.execute(
    db,
  )
  const turns = new Map(
    rows.map(({ asked, first, ...row }) => {
      const sequence = row.calendar_base + row.revision
      return [formatId('U', asked), { first: formatId('U', first), sequence, update: toUpdate(row) }]
    }),
  )
  return updates.map((id) => turns.get(id) ?? null)
}
