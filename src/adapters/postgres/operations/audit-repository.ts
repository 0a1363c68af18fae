import { type Selectable, sql } from 'kysely'
import type { AtEnd, Audit, AuditEntry, AuditRecord } from '../../../app/ports/ports.ts'
import type { Way } from '../../../domain/people/way.ts'
import type { Connection } from '../plumbing/database.ts'
import { formatId } from '../plumbing/ids.ts'
import { toJson } from '../plumbing/json.ts'
import { pageOf, readCursor, writeCursor } from '../plumbing/pages.ts'
import type { Tables } from '../tables/tables.ts'

/** Who opened what is the vendor's to read, and would drown the rest. */
const aboutReading = ['link-issued', 'link-asked', 'links-revoked', 'signed-in']

/** @param way by which way the transaction came in */
export function makeAudit(db: Connection, way: Way, atEnd: AtEnd): Audit {
  const insert = async (_: unknown, entries: readonly AuditEntry[]) => {
    await sql`
      insert into audit (actor, action, client, subject, detail, at, way)
      select actor, action, client, subject, detail, at, ${toJson(way)}::jsonb
      from rows from (jsonb_to_recordset(${toJson(entries)}::jsonb)
        as (actor jsonb, action text, client text, subject text, detail jsonb, at timestamptz))
        with ordinality as entry (actor, action, client, subject, detail, at, nth)
      order by nth`.execute(db)
  }
  const newest = () =>
    db.selectFrom('audit').select(['actor', 'action', 'client', 'subject', 'detail', 'at']).orderBy('id', 'desc')
  const latestOf: Audit['latestOf'] = async (subjects) => {
    if (subjects.length === 0) return new Map()
    const { rows } = await sql<AuditEntry & { readonly asked: string }>`
      select asked, entry.* from unnest(${subjects}::text[]) asked cross join lateral (
        select actor, action, client, subject, detail, at from audit where subject = asked order by id desc limit 1) entry`.execute(
      db,
    )
    return new Map(rows.map(({ asked, ...entry }) => [asked, entry]))
  }
  return {
    write: (...entries) => atEnd(insert, entries),
    latest: async (subject) => (await latestOf([subject])).get(subject) ?? null,
    latestOf,
    ofClient: (client, limit) =>
      newest().where('client', '=', client).where('action', 'not in', aboutReading).limit(limit).execute(),
    async list({ client, actor, action, subject, way: by, since, until }, page) {
      let query = db
        .selectFrom('audit')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(page.limit + 1)
      if (page.after !== null) query = query.where('id', '<', readCursor('audit', 'number', page.after))
      if (client !== undefined) query = query.where('client', '=', client)
      if (actor !== undefined)
        query = query.where(sql<boolean>`(actor ->> 'name' = ${actor} or actor ->> 'id' = ${actor})`)
      if (action !== undefined) query = query.where('action', '=', action)
      if (subject !== undefined) query = query.where('subject', '=', subject)
      if (by !== undefined) query = query.where(sql<boolean>`coalesce(way ->> 'by', 'unknown') = ${by}`)
      if (since !== undefined) query = query.where('at', '>=', since)
      if (until !== undefined) query = query.where('at', '<', until)
      return pageOf(await query.execute(), page, toRecord, ({ id }) => writeCursor('audit', id))
    },
    async seal(limit) {
      const { rows } = await sql<{ sealed: number }>`select seal_audit(${limit}) as sealed`.execute(db)
      return rows[0]?.sealed ?? 0
    },
  }
}

const toRecord = (row: Selectable<Tables['audit']>): AuditRecord => ({
  id: formatId('A', row.id),
  actor: row.actor,
  action: row.action,
  client: row.client,
  subject: row.subject,
  detail: row.detail,
  at: row.at,
  way: row.way,
})
