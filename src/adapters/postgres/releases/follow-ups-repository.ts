import { sql } from 'kysely'
import type { FollowUps } from '../../../app/ports/stores/follow-up-ports.ts'
import { undone } from '../../../domain/findings/verification.ts'
import type { Connection } from '../plumbing/database.ts'
import { owingPlans } from '../updates/unplanned-systems.ts'

export const makeFollowUps = (db: Connection): FollowUps => ({
  async oweRelease(version) {
    // Those who start soonest come first.
    await sql`
      insert into follow_ups (client, release)
      select client, release from (
        select u.client, u.release, u.starts_at from updates u
        where u.release = ${version} and u.status in ('scheduled', 'held')
        union all
        select v.client, v.release, null from verifications v join releases r on r.version = v.release
        where v.release = ${version}
          and case r.status when 'available' then ${owingPlans} when 'withdrawn' then v.status = any(${undone}) end
        union all
        select asked.client, asked.release, null from urgent_requests asked join releases r on r.version = asked.release
        where asked.release = ${version} and r.status = 'withdrawn' and asked.status in ('requested', 'claimed', 'accepted')
      ) concerned
      group by client, release order by min(starts_at) nulls last, client
      on conflict do nothing`.execute(db)
  },
  async oweFreeze({ startsAt, endsAt }) {
    const { rows } = await sql<{ readonly systems: number }>`
      with bound as (
        select client, starts_at from updates
        where status = 'scheduled' and chosen_by <> 'services' and starts_at >= ${startsAt} and starts_at < ${endsAt}),
      owed as (
        insert into follow_ups (client, release)
        select client, null from bound group by client order by min(starts_at), client
        on conflict do nothing)
      select count(*)::integer as systems from bound`.execute(db)
    return rows[0]?.systems ?? 0
  },
  async owed(after, limit) {
    const owed = db.selectFrom('follow_ups').select('id').where('id', '>', after).orderBy('id').limit(limit)
    return (await owed.execute()).map(({ id }) => id)
  },
  async take(ids) {
    if (ids.length === 0) return []
    const { rows } = await sql<{ readonly client: string; readonly release: string | null }>`
      with free as (select id from follow_ups where id = any(${ids}) for update skip locked),
      taken as (delete from follow_ups where id in (select id from free) returning id, client, release)
      select client, release from taken order by id`.execute(db)
    return rows
  },
})
