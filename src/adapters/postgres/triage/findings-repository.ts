import { sql } from 'kysely'
import type { Findings } from '../../../app/ports/ports.ts'
import type { Connection } from '../plumbing/database.ts'
import { written } from '../plumbing/guarded-write.ts'
import { knownId, parseId } from '../plumbing/ids.ts'
import { readFailureHistory } from './failure-history.ts'
import { toFinding, triageColumns } from './finding-rows.ts'

export function makeFindings(db: Connection): Findings {
  return {
    async find(id) {
      const number = parseId('F', id)
      if (number === null) return null
      const row = await db.selectFrom('findings').selectAll().where('id', '=', number).executeTakeFirst()
      return row ? toFinding(row) : null
    },
    async ofGroup({ release, fingerprint }) {
      const found = db
        .selectFrom('findings')
        .selectAll()
        .where('release', '=', release)
        .where('fingerprint', '=', fingerprint)
        .where('status', '<>', 'obsolete')
        .orderBy('id')
      return (await found.execute()).map(toFinding)
    },
    async knownGroups(release, fingerprints) {
      if (fingerprints.length === 0) return new Set()
      const known = db
        .selectFrom('findings')
        .select('fingerprint')
        .distinct()
        .where('release', '=', release)
        .where('fingerprint', 'in', fingerprints)
        .where('status', '<>', 'obsolete')
      return new Set((await known.execute()).map(({ fingerprint }) => fingerprint))
    },
    async lockGroups(release) {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`findings:${release}`}, 0))`.execute(db)
    },
    async lastVerdict(fingerprint, except) {
      const row = await db
        .selectFrom('findings')
        .selectAll()
        .where('fingerprint', '=', fingerprint)
        .where('decision', 'is not', null)
        .where('remembered', '=', true)
        .where((finding) =>
          finding.not(
            finding.and({
              release: except.release,
              ...(except.client !== null && { client: except.client }),
            }),
          ),
        )
        .orderBy('decided_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row ? toFinding(row).verdict : null
    },
    history: (fingerprints, about) => readFailureHistory(db, fingerprints, about),
    async insert(verification, drafts, now) {
      if (drafts.length === 0) return []
      const { client, release } = verification
      const about = { verification: knownId('V', verification.id), client, release }
      const rows = await db
        .insertInto('findings')
        .values(
          drafts.map(({ kind, suite, name, message, output, fingerprint, compared }) => ({
            ...about,
            kind,
            suite,
            name,
            message,
            output,
            fingerprint,
            compared: compared?.word ?? null,
            compared_with: compared?.since ?? null,
            status: 'open' as const,
            opened_at: now,
            revision: 1,
            note_for_client: false,
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
    async dropOf(verifications) {
      if (verifications.length === 0) return []
      const rows = await db
        .updateTable('findings')
        .set({ status: 'obsolete', revision: sql`revision + 1` })
        .where(
          'verification',
          'in',
          verifications.map((id) => knownId('V', id)),
        )
        .where('status', '<>', 'obsolete')
        .returningAll()
        .execute()
      return rows.sort((a, b) => a.id - b.id).map(toFinding)
    },
    async save(finding) {
      const row = await db
        .updateTable('findings')
        .set({
          ...triageColumns(finding),
          // A new decision is made on this very failure, whatever the last one was made on.
          remembered: sql<boolean>`remembered or decided_at is distinct from ${finding.verdict?.at ?? null}::timestamptz`,
          revision: finding.revision + 1,
        })
        .where('id', '=', knownId('F', finding.id))
        .where('revision', '=', finding.revision)
        .returningAll()
        .executeTakeFirst()
      return toFinding(written(row, `finding ${finding.id}`))
    },
  }
}
