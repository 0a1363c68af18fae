import { sql } from 'kysely'
import type { ReportParts } from '../../../app/ports/stores/part-ports.ts'
import type { Connection } from '../plumbing/database.ts'

export function makeReportParts(db: Connection): ReportParts {
  return {
    async list({ subject, attempt }) {
      const rows = await db
        .selectFrom('report_parts')
        .select(['name', 'digest', 'bytes', 'files', 'exit_code'])
        .where('subject', '=', subject)
        .where('attempt', '=', attempt)
        .orderBy(sql`name collate "C"`)
        .execute()
      return rows.map(({ exit_code: exitCode, ...part }) => ({ ...part, exitCode }))
    },
    async body({ subject, attempt }, { name, digest }) {
      const row = await db
        .selectFrom('report_parts')
        .select(['content_type as type', 'body as packed'])
        .where('subject', '=', subject)
        .where('attempt', '=', attempt)
        .where('name', '=', name)
        .where('digest', '=', digest)
        .executeTakeFirst()
      return row ?? null
    },
    async put({ subject, attempt }, { name, exitCode, ...part }, { type, packed }, now) {
      await db.deleteFrom('report_parts').where('subject', '=', subject).where('attempt', '<>', attempt).execute()
      const body = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)
      const kept = { ...part, exit_code: exitCode, content_type: type, body, at: now }
      await db
        .insertInto('report_parts')
        .values({ subject, attempt, name, ...kept })
        .onConflict((same) => same.columns(['subject', 'attempt', 'name']).doUpdateSet(kept))
        .execute()
    },
    async drop(subject, name) {
      const all = db.deleteFrom('report_parts').where('subject', '=', subject)
      const { numDeletedRows } = await (name === undefined ? all : all.where('name', '=', name)).executeTakeFirst()
      return Number(numDeletedRows)
    },
    async forget(before, limit) {
      const { numAffectedRows } = await sql`
        delete from report_parts where ctid = any (array(
          select ctid from report_parts old
          where at < ${before} and not exists (
            select from report_parts later
            where later.subject = old.subject and later.attempt = old.attempt and later.at >= ${before})
          limit ${limit} for update skip locked))`.execute(db)
      return Number(numAffectedRows ?? 0)
    },
  }
}
