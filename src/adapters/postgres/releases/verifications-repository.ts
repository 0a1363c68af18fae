import { type Selectable, sql } from 'kysely'
import { StaleWrite, type Verifications } from '../../../app/ports/ports.ts'
import type { Verification } from '../../../domain/findings/verification.ts'
import type { Connection } from '../plumbing/database.ts'
import { unlessTaken, written } from '../plumbing/guarded-write.ts'
import { formatId, knownId, parseId } from '../plumbing/ids.ts'
import { toJson } from '../plumbing/json.ts'
import { pageOf, readCursor, writeCursor } from '../plumbing/pages.ts'
import type { Tables } from '../tables/tables.ts'
import { unplannedSystems } from '../updates/unplanned-systems.ts'

export type VerificationRow = Selectable<Tables['verifications']>

/** Literal, so that the planner sees that the partial index applies. */
const undispatched = sql<boolean>`dispatched_at is null and status in ('requested', 'silent')`
const withRunner = sql<boolean>`dispatched_at is not null
  and status in ('requested', 'copying', 'updating', 'checking')`
const awaited = sql<boolean>`status in ('requested', 'copying', 'updating', 'checking', 'silent')`
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
    async findAll(ids) {
      const numbers = ids.flatMap((id) => parseId('V', id) ?? [])
      if (numbers.length === 0) return []
      return (await all().where('id', 'in', numbers).orderBy('id').execute()).map(toVerification)
    },
    async takeGoAheads(ids) {
      const numbers = ids.flatMap((id) => parseId('V', id) ?? [])
      const { rows } = await sql<VerificationRow>`
        update verifications set go_ahead_owed = false, revision = verifications.revision + 1
        from (select id from verifications where id = any(${numbers}) and go_ahead_owed order by id for no key update) owing
        where verifications.id = owing.id returning verifications.*`.execute(db)
      return [...rows].sort((a, b) => a.id - b.id).map(toVerification)
    },
    async currentAt(clients, release) {
      if (clients.length === 0) return new Map()
      const rows = await all()
        .where('client', 'in', clients)
        .where('release', '=', release)
        .where(notObsolete)
        .execute()
      return new Map(rows.map((row) => [row.client, toVerification(row)]))
    },
    async list({ client, release }, page) {
      let query = all()
        .orderBy('id', 'desc')
        .limit(page.limit + 1)
      if (client !== undefined) query = query.where('client', 'in', [client].flat())
      if (release !== undefined) query = query.where('release', 'in', [release].flat())
      if (page.after !== null) query = query.where('id', '<', readCursor('verifications', 'number', page.after))
      return pageOf(await query.execute(), page, toVerification, ({ id }) => writeCursor('verifications', id))
    },
    async newestOf(client) {
      const newest = all().where('client', '=', client).where(notObsolete).orderBy('id', 'desc').limit(1)
      return orNull(await newest.executeTakeFirst())
    },
    async undispatched(now, limit) {
      const waiting = all()
        .where(undispatched)
        .where('due_at', '<=', now)
        .orderBy('urgent', 'desc')
        .orderBy('attempt', 'desc')
        .orderBy('id')
        .limit(limit)
      return (await waiting.execute()).map(toVerification)
    },
    async dispatched() {
      const counted = db.selectFrom('verifications').select(({ fn }) => fn.countAll<number>().as('running'))
      // Of what is awaited, by its index: what is over is thousands of times as much.
      return (await counted.where(awaited).where(withRunner).executeTakeFirstOrThrow()).running
    },
    async lockDispatch() {
      await sql`select pg_advisory_xact_lock(${sql.lit(dispatchLock)})`.execute(db)
    },
    async silentSince(since, orphans, limit) {
      const silent = all()
        .where(awaited)
        .where(orphans ? sql<boolean>`(${withRunner} or status <> 'requested')` : withRunner)
        .where(sql<boolean>`greatest(heard_at, dispatched_at) <= ${since}`)
      return (await silent.orderBy('heard_at').limit(limit).execute()).map(toVerification)
    },
    async awaited(release) {
      const running = ['requested', 'copying', 'updating', 'checking', 'silent'] as const
      const rows = all().where('release', '=', release).where('status', 'in', running).orderBy('id')
      return (await rows.execute()).map(toVerification)
    },
    async owingGoAhead(limit) {
      const owing = all().where(sql<boolean>`go_ahead_owed`).orderBy('id').limit(limit)
      return (await owing.execute()).map(toVerification)
    },
    async forgotten(release, after, limit) {
      const { rows } = await sql<{ readonly id: string }>`
        select id from clients
        where id > ${after} and (
          exists (select from updates where client = clients.id and status = 'held' and hold = 'no-legal-start')
          or exists (
            select from urgent_requests asked join verifications v using (client, release)
            where asked.client = clients.id and asked.status = 'accepted' and v.status = 'passed')
          or exists (select from systems where client = clients.id and version is distinct from ${release})
            and not exists (
              select from verifications v where v.client = clients.id and v.release = ${release}
                and v.status <> 'obsolete' and (v.status <> 'passed' or not exists (${unplannedSystems}))))
        order by id limit ${limit}`.execute(db)
      return rows.map(({ id }) => id)
    },
    async requestAll(release, isBehind, now) {
      // Versions are few and clients many; how versions are ordered is not Postgres's to know.
      const installed = await db.selectFrom('systems').select('version').distinct().execute()
      const behind = installed.flatMap(({ version }) => (version !== null && isBehind(version) ? version : []))
      const { numAffectedRows } = await unlessTaken('verifications_current', () =>
        sql`
          insert into verifications
            (client, release, urgent, status, attempt, revision, requested_at, due_at, heard_at)
          select id, ${release}, false, 'requested', 1, 1, ${now}, ${now}, ${now} from clients
          where exists (select from systems where client = clients.id
            and (version = any (${behind}) or version is null and ${isBehind(null)}))
          order by id`.execute(db),
      )
      return Number(numAffectedRows ?? 0)
    },
    async insert({ client, release, urgent }, now) {
      const insertion = db
        .insertInto('verifications')
        .values({
          client,
          release,
          urgent,
          status: 'requested',
          attempt: 1,
          revision: 1,
          requested_at: now,
          due_at: now,
          heard_at: now,
          dispatched_at: null,
          report: null,
        })
        .returningAll()
      const row = await unlessTaken('verifications_current', () => insertion.executeTakeFirstOrThrow())
      return toVerification(row)
    },
    async markDispatched(id, now) {
      const number = parseId('V', id)
      if (number === null) return null
      const marked = db
        .updateTable('verifications')
        .set({ dispatched_at: now, status: 'requested', revision: sql`revision + 1` })
        .where('id', '=', number)
        .where(undispatched)
        .where('due_at', '<=', now)
      return orNull(await marked.returningAll().executeTakeFirst())
    },
    async takeBack(id, attempt) {
      const broken = db
        .updateTable('verifications')
        .set({ dispatched_at: null, status: 'requested', revision: sql`revision + 1` })
      await broken.where('id', '=', knownId('V', id)).where('attempt', '=', attempt).where(withRunner).execute()
    },
    async hurry(id) {
      const waiting = db.updateTable('verifications').set({ urgent: true }).where('id', '=', knownId('V', id))
      await waiting.where(undispatched).execute()
    },
    async lockOf(release, statuses, clients) {
      if (clients.length === 0) return []
      const rows = all().where('release', '=', release).where('status', 'in', statuses).where('client', 'in', clients)
      return (await rows.orderBy('id').forNoKeyUpdate().execute()).map(toVerification)
    },
    async drop(verifications) {
      if (verifications.length === 0) return
      const read = verifications.map(({ id, revision }) => ({ id: knownId('V', id), revision }))
      const { numAffectedRows } = await sql`
        with read as (select id, revision from jsonb_to_recordset(${toJson(read)}::jsonb) as (id bigint, revision int)),
          parts as (delete from report_parts where subject = any (${verifications.map(({ id }) => id)}))
        update verifications set status = 'obsolete', revision = verifications.revision + 1
        from read where verifications.id = read.id and verifications.revision = read.revision`.execute(db)
      if (Number(numAffectedRows ?? 0) < verifications.length) throw new StaleWrite('verifications')
    },
    async save(verification) {
      const { status, attempt, heardAt, dueAt, startedAt, detail, goAheadOwed, report, revision } = verification
      const row = await db
        .updateTable('verifications')
        .set({
          status,
          attempt,
          detail,
          go_ahead_owed: goAheadOwed,
          requested_at: verification.requestedAt,
          heard_at: heardAt,
          due_at: dueAt,
          started_at: startedAt,
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

/** Any number of our own: "disp" as ASCII. */
const dispatchLock = 0x64697370

const orNull = (row: VerificationRow | undefined): Verification | null => (row ? toVerification(row) : null)

export function toVerification(row: VerificationRow): Verification {
  const { client, release, status, attempt, detail, revision } = row
  return {
    id: formatId('V', row.id),
    client,
    release,
    status,
    attempt,
    detail,
    revision,
    startedAt: row.started_at,
    dueAt: row.due_at,
    goAheadOwed: row.go_ahead_owed,
    requestedAt: row.requested_at,
    heardAt: row.heard_at,
    report: row.report === null ? null : formatId('H', row.report),
  }
}
