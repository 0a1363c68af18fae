import { sql } from 'kysely'
import type { Updates } from '../../../app/ports/ports.ts'
import type { SystemRef } from '../../../domain/people/system.ts'
import type { Finished } from '../../../domain/releases/waves.ts'
import type { Update } from '../../../domain/updates/update.ts'
import type { Connection } from '../plumbing/database.ts'
import { unlessTaken, written } from '../plumbing/guarded-write.ts'
import { formatId, knownId, parseId } from '../plumbing/ids.ts'
import { toJson } from '../plumbing/json.ts'
import { pageOf, readCursor, writeCursor } from '../plumbing/pages.ts'
import { calendarOf } from './calendar-turns.ts'
import { lockCurrentUpdates, selectCurrents } from './current-updates.ts'
import { slotsOf } from './slots.ts'
import { owingPlans, unplannedSystems } from './unplanned-systems.ts'
import { draftColumns, toUpdate, type UpdateRow, updateColumns } from './update-rows.ts'

/** Literal, so that the planner sees that the partial indexes apply whatever the plan cache does. */
const scheduled = sql<boolean>`status = 'scheduled'`
const updating = sql<boolean>`status = 'updating'`

export function makeUpdates(db: Connection): Updates {
  const one = async (id: string, lock: boolean): Promise<Update | null> => {
    const number = parseId('U', id)
    if (number === null) return null
    const query = db.selectFrom('updates').selectAll().where('id', '=', number)
    const row = await (lock ? query.forNoKeyUpdate() : query).executeTakeFirst()
    return row ? toUpdate(row) : null
  }
  const ofClient = (client: string) =>
    db.selectFrom('updates').selectAll().where('client', '=', client).orderBy('id', 'desc')

  const insertAll: Updates['insertAll'] = async (drafts, now) => {
    if (drafts.length === 0) return []
    const insertion = sql<UpdateRow>`
      insert into updates (client, environment, release, kind, zone, deadline, starts_at, expected_minutes, first_start,
        chosen_by, status, revision, created_at, updated_at)
      select client, environment, release, kind, zone, deadline, starts_at, expected_minutes, first_start, chosen_by,
        'scheduled', 1, ${now}, ${now}
      from rows from (jsonb_to_recordset(${toJson(drafts.map(draftColumns))}::jsonb)
        as (client text, environment text, release text, kind text, zone text, deadline timestamptz,
          starts_at timestamptz, expected_minutes integer, first_start timestamptz, chosen_by text))
        with ordinality as draft (client, environment, release, kind, zone, deadline, starts_at, expected_minutes,
          first_start, chosen_by, nth)
      order by nth returning *`
    const { rows } = await unlessTaken('updates_one_active', () => insertion.execute(db))
    // In the order in which they were written.
    return rows.sort((a, b) => a.id - b.id).map(toUpdate)
  }
  const saveAll: Updates['saveAll'] = async (updates, now) => {
    if (updates.length === 0) return []
    const rows = updates.map((update) => ({
      id: knownId('U', update.id),
      revision: update.revision,
      ...updateColumns(update),
    }))
    const names = Object.keys(updateColumns(updates[0] as Update)).map((name) => sql.ref(name))
    const values = names.map((name) => sql`said.${name}`)
    const saving = sql<UpdateRow>`
      update updates set (${sql.join(names)}) = row (${sql.join(values)}),
        held_at = case when said.status = 'held' then coalesce(updates.held_at, ${now}) end,
        revision = updates.revision + 1, updated_at = ${now}
      from jsonb_populate_recordset(null::updates, ${toJson(rows)}::jsonb) said
      where updates.id = said.id and updates.revision = said.revision
      returning updates.*`
    const saved = await unlessTaken('updates_one_active', () => saving.execute(db))
    const byId = new Map(saved.rows.map((row) => [formatId('U', row.id), toUpdate(row)]))
    return updates.map(({ id }) => written(byId.get(id), `update ${id}`))
  }

  const ofReleases: Updates['ofReleases'] = async (pairs) => {
    if (pairs.length === 0) return []
    const { rows } = await sql<UpdateRow>`
      select updates.* from unnest(${pairs.map(({ client }) => client)}::text[],
        ${pairs.map(({ release }) => release)}::text[]) asked (client, release)
      join updates using (client, release) order by updates.id desc`.execute(db)
    return rows.map(toUpdate)
  }

  return {
    find: (id) => one(id, false),
    lock: (id) => one(id, true),
    lockCurrent: async (system) => ofSystem(await lockCurrentUpdates(db, [system.client]), system),
    lockCurrents: async (clients) => (await lockCurrentUpdates(db, clients)).map(toUpdate),
    currents: async (clients) => (await selectCurrents(db, clients)).map(toUpdate),
    current: async (system) => ofSystem(await selectCurrents(db, [system.client]), system),
    historyOf: async (client, limit) => (await ofClient(client).limit(limit).execute()).map(toUpdate),
    ofRelease: (client, release) => ofReleases([{ client, release }]),
    ofReleases,
    async list({ client, release, status }, page) {
      let query = db
        .selectFrom('updates')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(page.limit + 1)
      if (client !== undefined) query = query.where('client', 'in', [client].flat())
      if (release !== undefined) query = query.where('release', 'in', [release].flat())
      if (status !== undefined) query = query.where('status', 'in', [status].flat())
      if (page.after !== null) query = query.where('id', '<', readCursor('updates', 'number', page.after))
      return pageOf(await query.execute(), page, toUpdate, (row) => writeCursor('updates', row.id))
    },
    insert: async (draft, now) => written((await insertAll([draft], now))[0], 'an update that was planned'),
    insertAll,
    save: async (update, now) => written((await saveAll([update], now))[0], `update ${update.id}`),
    saveAll,
    ...calendarOf(db),
    ...slotsOf(db),
    async startingBy(until, limit) {
      const due = db.selectFrom('updates').selectAll().where(scheduled).where('starts_at', '<=', until)
      return (await due.orderBy('starts_at').orderBy('id').limit(limit).execute()).map(toUpdate)
    },
    async silentSince(since, limit) {
      const silent = db.selectFrom('updates').selectAll().where(updating).where('handed_over_at', '<=', since)
      return (await silent.orderBy('handed_over_at').orderBy('id').limit(limit).execute()).map(toUpdate)
    },
    async lockScheduled(clients) {
      if (clients.length === 0) return []
      const query = db.selectFrom('updates').selectAll().where(scheduled).where('client', 'in', clients)
      return (await query.orderBy('starts_at').orderBy('id').forNoKeyUpdate().execute()).map(toUpdate)
    },
    async finishedSince(release, since) {
      const { rows } = await sql<Finished>`
        select count(*) filter (where status = 'updated') as updated, count(*) filter (where status = 'failed') as failed
        from updates where release = ${release} and status in ('updated', 'failed')
          and finished_at >= ${since}`.execute(db)
      return rows[0] ?? { updated: 0, failed: 0 }
    },
    async heldFor(cause, client) {
      let query = db.selectFrom('updates').selectAll().where('status', '=', 'held').where('hold', '=', cause)
      if (client !== null) query = query.where('client', '=', client)
      return (await query.orderBy('id').execute()).map(toUpdate)
    },
    async unplanned(release, client) {
      const rows = await sql<{ client: string }>`
        select v.client from verifications v
        where v.release = ${release} and v.status = 'passed' and (${client}::text is null or v.client = ${client})
          and exists (${unplannedSystems})
        order by v.client`.execute(db)
      return rows.rows.map((row) => row.client)
    },
    async lockWaiting(release, clients) {
      if (clients.length === 0) return []
      const waiting = db.selectFrom('updates').selectAll().where('release', '=', release).where('client', 'in', clients)
      const locked = waiting.where('status', 'in', ['scheduled', 'held']).orderBy('id').forNoKeyUpdate()
      return (await locked.execute()).map(toUpdate)
    },
    async heldSince(ids) {
      const numbers = ids.map((id) => knownId('U', id))
      if (numbers.length === 0) return new Map()
      const held = db.selectFrom('updates').select(['id', 'held_at']).where('id', 'in', numbers)
      const rows = await held.where('held_at', 'is not', null).execute()
      return new Map(rows.flatMap(({ id, held_at: at }) => (at ? [[formatId('U', id), at] as const] : [])))
    },
    async owingPlans(release, clients) {
      const { rows } = await sql<{ client: string }>`
        select v.client from verifications v
        where v.release = ${release} and v.client = any(${clients}) and ${owingPlans}
        order by v.client`.execute(db)
      return rows.map(({ client }) => client)
    },
    async skippedInARow({ client, environment }) {
      const row = await db
        .selectFrom('updates')
        .select((counted) => counted.fn.count<number>('release').distinct().as('releases'))
        .where('client', '=', client)
        .where('environment', '=', environment)
        .where('cancelled_by', '=', 'client')
        .where('status', 'in', ['cancelled', 'superseded'])
        .where('id', '>', (since) =>
          since
            .selectFrom('updates')
            .select(sql<number>`coalesce(max(id), 0)`.as('last'))
            .where('client', '=', client)
            .where('environment', '=', environment)
            .where('status', '=', 'updated'),
        )
        .executeTakeFirstOrThrow()
      return row.releases
    },
  }
}

function ofSystem(rows: readonly UpdateRow[], { environment }: SystemRef): Update | null {
  const row = rows.find((one) => one.environment === environment)
  return row ? toUpdate(row) : null
}
