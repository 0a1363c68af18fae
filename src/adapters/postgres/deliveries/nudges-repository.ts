import { sql } from 'kysely'
import type { Nudges } from '../../../app/ports/stores/nudge-ports.ts'
import type { PlansSeen } from '../../../domain/notices/reminder.ts'
import { roomReminded } from '../../../notices/attention/room-reminded.ts'
import type { Connection } from '../plumbing/database.ts'
import { formatId, knownId, parseId } from '../plumbing/ids.ts'
import { toJson } from '../plumbing/json.ts'
import { toUpdate } from '../updates/update-rows.ts'
import { hasArrived, isSeen, tellsStart } from './plan-told.ts'

/** Literal, so that the planner sees that the partial indexes apply. */
const scheduled = sql<boolean>`status = 'scheduled'`
const held = sql<boolean>`status = 'held'`
const updating = sql<boolean>`status = 'updating'`

/** No client's own is longer (the API's schema of policies): so far ahead it is looked. */
const longestCutOff = '336 hours'

export function makeNudges(db: Connection): Nudges {
  return {
    async unsaid(kind, from, until, limit) {
      const rows = db
        .selectFrom('updates')
        .selectAll()
        .where(scheduled)
        .where('starts_at', '>', from)
        .where('starts_at', '<=', until)
        .where(notSaid(kind))
      return (await rows.orderBy('starts_at').orderBy('id').limit(limit).execute()).map(toUpdate)
    },
    async pastCutOff(now, cutOffHours, limit) {
      const own = sql<number>`coalesce((clients.settings -> 'policy' ->> 'cutOffHours')::int,
        (clients.policy ->> 'cutOffHours')::int, ${cutOffHours})`
      const rows = db
        .selectFrom('updates')
        .innerJoin('clients', 'clients.id', 'updates.client')
        .selectAll('updates')
        .where(scheduled)
        .where('starts_at', '>', now)
        .where('starts_at', '<=', sql<Date>`${now}::timestamptz + ${sql.lit(longestCutOff)}::interval`)
        // At the cut-off itself it may still be changed.
        .where(sql<boolean>`starts_at < ${now}::timestamptz + make_interval(hours => ${own})`)
        .where(notSaid('cut-off'))
      return (await rows.orderBy('starts_at').orderBy('updates.id').limit(limit).execute()).map(toUpdate)
    },
    async overdue(now, limit) {
      const rows = db
        .selectFrom('updates')
        .selectAll()
        .where(updating)
        .where(sql<boolean>`starts_at + make_interval(mins => expected_minutes) <= ${now}`)
        .where(notSaid('overran'))
      return (await rows.orderBy('starts_at').orderBy('id').limit(limit).execute()).map(toUpdate)
    },
    async unseen(now, after, limit) {
      const rows = db
        .selectFrom('updates')
        .selectAll()
        .where(scheduled)
        .where('starts_at', '>', now)
        .where('id', '>', (after && parseId('U', after)) || 0)
        .where(
          sql<boolean>`starts_at <= ${now}::timestamptz + interval '48 hours'
            and created_at + (starts_at - created_at) / 2 <= ${now}`,
        )
        .where(notSaid('unseen'))
        .where(sql<boolean>`not ${isSeen('updates')} and not ${hasArrived('updates')}`)
      return (await rows.orderBy('id').limit(limit).execute()).map(toUpdate)
    },
    async plansSeen(release, now) {
      const { rows } = await sql<PlansSeen>`
        select count(*)::integer as plans,
          (count(*) filter (where not seen))::integer as unseen,
          (count(*) filter (where not seen and first <= ${now}::timestamptz + interval '48 hours'))::integer as soon
        from (
          select min(updates.starts_at) as first, bool_or(${isSeen('updates')}) as seen
          from updates where updates.release = ${release} and ${scheduled} group by updates.client) plans`.execute(db)
      return rows[0] ?? { plans: 0, unseen: 0, soon: 0 }
    },
    async heldUnsaid(until, limit) {
      const rows = db
        .selectFrom('updates')
        .selectAll()
        .where(held)
        .where('hold', '<>', 'failure-confirmed')
        .where('starts_at', '<', until)
        .where(notSaid('held'))
      return (await rows.orderBy('starts_at').orderBy('id').limit(limit).execute()).map(toUpdate)
    },
    async wasSaid(kind, updates) {
      if (updates.length === 0) return new Set()
      const ids = updates.map(({ id }) => knownId('U', id))
      const said = db
        .selectFrom('nudges')
        .select('update')
        .distinct()
        .where('update', 'in', ids)
        .where('kind', '=', kind)
      return new Set((await said.execute()).map(({ update }) => formatId('U', update)))
    },
    async say(kind, updates, now) {
      if (updates.length === 0) return new Set()
      const said = await db
        .insertInto('nudges')
        .values(
          updates.map(({ id, startsAt }) => ({
            update: knownId('U', id),
            starts_at: startsAt,
            kind,
            noted_at: now,
          })),
        )
        .onConflict((same) => same.doNothing())
        .returning('update')
        .execute()
      return new Set(said.map(({ update }) => formatId('U', update)))
    },
    async toldOf({ id, client }) {
      const { rows } = await sql<{ place: number; at: Date; planned_at: Date | null }>`
        select deliveries.place, max(notices.noted_at) as at,
          max(notices.noted_at) filter (where ${tellsStart}) as planned_at
        from notices join deliveries on deliveries.notice = notices.id
        where notices.client = ${client} and deliveries.mode in ('post', 'reply')
          and deliveries.status not in ('suppressed', 'failed')
          and (notices.facts ->> 'update' = ${id}
            or notices.facts -> 'starts' @> ${toJson([{ update: id }])}::jsonb)
        group by deliveries.place`.execute(db)
      return rows.map((row) => ({
        place: formatId('P', row.place),
        at: row.at,
        plannedAt: row.planned_at,
      }))
    },
    async redrawable(owed) {
      if (owed.length === 0) return owed
      const places = owed.map(({ place }) => knownId('P', place))
      const standing = await db
        .selectFrom('standing_messages')
        .select(['place', 'key'])
        .where('place', 'in', places)
        .execute()
      const known = new Set(standing.map(({ place, key }) => `${formatId('P', place)} ${key}`))
      return owed.filter(({ place, standing: key }) => known.has(`${place} ${key}`))
    },
    async lastReminded(room) {
      await sql`select pg_advisory_xact_lock(${sql.lit(roomsLock)}, hashtext(${room}))`.execute(db)
      const { rows } = await sql<{ noted_at: Date }>`
        select noted_at from notices where kind = ${sql.lit(roomReminded.kind)} and facts ->> 'room' = ${room}
        order by id desc limit 1`.execute(db)
      return rows[0]?.noted_at ?? null
    },
    async staffOf(room) {
      const role = room === 'triage' ? 'specialist' : 'services'
      const rows = await db
        .selectFrom('staff')
        .leftJoin('chat_accounts', 'chat_accounts.staff', 'staff.id')
        .select(['staff.id', 'staff.name', 'platform', 'workspace', 'user_id'])
        .where(sql<boolean>`${role} = any (staff.roles)`)
        .orderBy('staff.id')
        .execute()
      const staff = new Map<string, { id: string; name: string; accounts: Account[] }>()
      for (const { id, name, platform, workspace, user_id: user } of rows) {
        const known = staff.get(id) ?? { id, name, accounts: [] }
        if (platform && workspace && user) known.accounts.push({ platform, workspace, user })
        staff.set(id, known)
      }
      return [...staff.values()]
    },
  }
}

type Account = { platform: 'slack' | 'teams'; workspace: string; user: string }

/** Any number of our own: "room" as ASCII. */
const roomsLock = 0x726f6f6d

const notSaid = (kind: string) =>
  sql<boolean>`not exists (select from nudges
    where nudges.update = updates.id and nudges.starts_at = updates.starts_at and nudges.kind = ${kind})`
