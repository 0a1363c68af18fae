import type { Selectable } from 'kysely'
import type { Findings } from '../../app/ports.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Connection } from './database.ts'
import { written } from './guarded-write.ts'
import { formatId, knownId, parseId } from './ids.ts'
import type { Tables } from './tables.ts'

export function makeFindings(db: Connection): Findings {
  return {
    async insert(verification, drafts, now) {
      if (drafts.length === 0) return []
      const { client, release } = verification
      const about = { verification: knownId('V', verification.id), client, release }
      const rows = await db
        .insertInto('findings')
        .values(
          drafts.map(({ kind, suite, name, message, output, fingerprint }) => ({
            ...{ ...about, kind, suite, name, message, output, fingerprint },
            ...{ status: 'open' as const, opened_at: now, revision: 1 },
          })),
        )
        .returningAll()
        .execute()
      return rows.sort((a, b) => a.id - b.id).map(toFinding)
    },
    async ofVerification(verification) {
      const number = parseId('V', verification)
      if (number === null) return []
      const found = db.selectFrom('findings').selectAll().where('verification', '=', number).orderBy('id')
      return (await found.execute()).map(toFinding)
    },
    async save(finding) {
      const row = await db
        .updateTable('findings')
        .set({ status: finding.status, revision: finding.revision + 1 })
        .where('id', '=', knownId('F', finding.id))
        .where('revision', '=', finding.revision)
        .returningAll()
        .executeTakeFirst()
      return toFinding(written(row, `finding ${finding.id}`))
    },
  }
}

function toFinding(row: Selectable<Tables['findings']>): Finding {
  const { client, release, kind, suite, name, message, output, fingerprint, status, revision } = row
  return {
    id: formatId('F', row.id),
    verification: formatId('V', row.verification),
    ...{ client, release, kind, suite, name, message, output, fingerprint, status, revision },
  }
}
