import type { Selectable } from 'kysely'
import type { Releases } from '../../../app/ports/ports.ts'
import { inOrder, type Release } from '../../../domain/releases/release.ts'
import { plainVersion } from '../../../domain/releases/version.ts'
import { insideText, readInside } from '../../../domain/updates/inside-text.ts'
import { clientGroups } from '../clients/client-groups.ts'
import type { Connection } from '../plumbing/database.ts'
import { unlessTaken, written } from '../plumbing/guarded-write.ts'
import { toJson } from '../plumbing/json.ts'
import type { Tables } from '../tables/tables.ts'

export function makeReleases(db: Connection): Releases {
  const one = (version: string) => db.selectFrom('releases').selectAll().where('version', '=', version)
  const orNull = (row: Selectable<Tables['releases']> | undefined) => (row ? toRelease(row) : null)
  return {
    find: async (version) => orNull(await one(version).executeTakeFirst()),
    lock: async (version) => orNull(await one(version).forNoKeyUpdate().executeTakeFirst()),
    findEqual: async (version) => {
      const equal = db.selectFrom('releases').selectAll().where('plain_version', '=', plainVersion(version))
      return orNull(await equal.executeTakeFirst())
    },
    list: async () => inOrder((await db.selectFrom('releases').selectAll().execute()).map(toRelease)),
    async insert(release, now) {
      const { version, revision } = release
      const insertion = db.insertInto('releases').values({
        version,
        plain_version: plainVersion(version),
        ...columns(release),
        revision,
        created_at: now,
        updated_at: now,
      })
      await unlessTaken('releases_pkey', () => unlessTaken('releases_one_spelling', () => insertion.execute()))
    },
    async save(release, now) {
      const row = await db
        .updateTable('releases')
        .set({ ...columns(release), revision: release.revision + 1, updated_at: now })
        .where('version', '=', release.version)
        .where('revision', '=', release.revision)
        .returningAll()
        .executeTakeFirst()
      return toRelease(written(row, `release ${release.version}`))
    },
    async noteChange(version, { by, reasons: { reason, inside }, at }) {
      await db
        .updateTable('releases')
        .set({ changed_by: toJson(by), changed_at: at, reason, inside: readInside(inside) })
        .where('version', '=', version)
        .execute()
    },
    async lastChange(version) {
      const row = await one(version).executeTakeFirst()
      if (!row?.changed_by || !row.changed_at) return null
      const { changed_by: by, changed_at: at, reason, inside } = row
      return { by, at, reasons: { reason, inside: insideText(inside) } }
    },
    async reaching(client) {
      const of = (table: 'verifications' | 'updates') =>
        db.selectFrom(table).select('release').where('client', '=', client)
      const rows = await of('verifications').union(of('updates')).execute()
      return new Set(rows.map(({ release }) => release))
    },
    clientGroups: (version) => clientGroups(db, version),
  }
}

const columns = ({ kind, status, notesUrl, gate, shortfalls, waves }: Release) => ({
  kind,
  status,
  notes_url: notesUrl,
  gate: gate && toJson(gate),
  shortfalls: shortfalls.length > 0 ? toJson(shortfalls) : null,
  waves: waves && toJson(waves),
})

function toRelease(row: Selectable<Tables['releases']>): Release {
  const { version, kind, status, gate, revision } = row
  const shortfalls = row.shortfalls ?? []
  const waves = row.waves && {
    ...row.waves,
    steps: row.waves.steps.map((step) => ({ ...step, opensAt: new Date(step.opensAt) })),
    countFrom: row.waves.countFrom === null ? null : new Date(row.waves.countFrom),
  }
  return { version, kind, status, notesUrl: row.notes_url, gate, shortfalls, waves, revision }
}
