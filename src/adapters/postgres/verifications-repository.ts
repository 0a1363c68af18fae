import { type Selectable, sql } from 'kysely'
import type { Verifications } from '../../app/ports.ts'
import type { Verification } from '../../domain/verification.ts'
import type { Connection } from './database.ts'
import { unlessTaken, written } from './guarded-write.ts'
import { formatId, knownId, parseId } from './ids.ts'
import { pageOf, readCursor, writeCursor } from './pages.ts'
import type { Tables } from './tables.ts'

export type VerificationRow = Selectable<Tables['verifications']>

/** Literal, so that the planner sees that the partial index applies. */
const undispatched = sql<boolean>`dispatched_at is null and status = 'requested'`
const notObsolete = sql<boolean>`status <> 'obsolete'`

export function makeVerifications(db: Connection): Verifications {
  const all = () => db.selectFrom('verifications').selectAll()
  const one = async (id: string, lock: boolean): Promise<Verification | null> => {
    const number = parseId('V', id)
    if (number === null) return null
    const query = all().where('id', '=', number)
    return orNull(await (lock ? query.forNoKeyUpdate() : query).executeTakeFirst())
  }
  return {
    find: (id) => one(id, false),
    lock: (id) => one(id, true),
    async current(client, release) {
      const row = all().where('client', '=', client).where('release', '=', release).where(notObsolete)
      return orNull(await row.executeTakeFirst())
    },
    async list({ client, release }, page) {
      let query = all()
        .orderBy('id', 'desc')
        .limit(page.limit + 1)
      if (client !== undefined) query = query.where('client', '=', client)
      if (release !== undefined) query = query.where('release', '=', release)
      if (page.after !== null)
        query = query.where('id', '<', readCursor('verifications', 'number', page.after))
      return pageOf(await query.execute(), page, toVerification, ({ id }) => writeCursor('verifications', id))
    },
    async newestOf(client) {
      const newest = all().where('client', '=', client).where(notObsolete).orderBy('id', 'desc').limit(1)
      return orNull(await newest.executeTakeFirst())
    },
    async undispatched(limit) {
      const waiting = all().where(undispatched).orderBy('urgent', 'desc').orderBy('id').limit(limit)
      return (await waiting.execute()).map(toVerification)
    },
    async awaited(release) {
      const running = ['requested', 'copying', 'updating', 'checking', 'silent'] as const
      const rows = all().where('release', '=', release).where('status', 'in', running).orderBy('id')
      return (await rows.execute()).map(toVerification)
    },
    async insert({ client, release, urgent }, now) {
      const insertion = db
        .insertInto('verifications')
        .values({
          ...{ client, release, urgent, status: 'requested', attempt: 1, revision: 1 },
          ...{ requested_at: now, heard_at: now, dispatched_at: null, report: null },
        })
        .returningAll()
      const row = await unlessTaken('verifications_current', () => insertion.executeTakeFirstOrThrow())
      return toVerification(row)
    },
    async markDispatched(id, now) {
      const number = parseId('V', id)
      if (number === null) return false
      const marked = db.updateTable('verifications').set({ dispatched_at: now }).where('id', '=', number)
      return (await marked.where(undispatched).executeTakeFirst()).numUpdatedRows === 1n
    },
    async hurry(id) {
      const waiting = db.updateTable('verifications').set({ urgent: true }).where('id', '=', knownId('V', id))
      await waiting.where(undispatched).execute()
    },
    async save(verification) {
      const { status, attempt, heardAt, report, revision } = verification
      const row = await db
        .updateTable('verifications')
        .set({
          ...{ status, attempt, heard_at: heardAt, requested_at: verification.requestedAt },
          report: report === null ? null : knownId('H', report),
          // Another attempt is another job to hand over.
          dispatched_at: sql`case when attempt = ${attempt} then dispatched_at end`,
          revision: revision + 1,
        })
        .where('id', '=', knownId('V', verification.id))
        .where('revision', '=', revision)
        .returningAll()
        .executeTakeFirst()
      return toVerification(written(row, `verification ${verification.id}`))
    },
  }
}

const orNull = (row: VerificationRow | undefined): Verification | null => (row ? toVerification(row) : null)

export function toVerification(row: VerificationRow): Verification {
  const { client, release, status, attempt, revision } = row
  return {
    id: formatId('V', row.id),
    ...{ client, release, status, attempt, revision },
    requestedAt: row.requested_at,
    heardAt: row.heard_at,
    report: row.report === null ? null : formatId('H', row.report),
  }
}
