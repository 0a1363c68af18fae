import { sql } from 'kysely'
import type { Quotas } from '../../../app/ports/stores/quota-ports.ts'
import { type Again, againAt, type Quota } from '../../../domain/limits/quota.ts'
import { nextTurn } from '../../../domain/limits/rate.ts'
import { after } from '../../../domain/time/span.ts'
import type { Connection } from '../plumbing/database.ts'

/** Each quota is a row with the instants at which it was used: a log that slides along, as exact as its rates. */
export function makeQuotas(db: Connection): Quotas {
  const look = async ({ key, rates }: Quota, now: Date): Promise<Again | null> => {
    const row = await db.selectFrom('quotas').select('uses').where('key', '=', key).executeTakeFirst()
    const uses = (row?.uses ?? []).map((one) => one.getTime()).filter((one) => one <= now.getTime())
    const free = nextTurn(uses, now.getTime(), rates)
    return free > now.getTime() ? againAt(new Date(free), now) : null
  }
  return {
    look,
    async use(quota, now) {
      const { key, rates } = quota
      const longest = Math.max(...rates.map(({ milliseconds }) => milliseconds))
      const windows = rates.map(({ milliseconds }) => after(now, -milliseconds))
      const counts = rates.map(({ count }) => count)
      const { rows } = await sql`
        insert into quotas as known (key, uses, expires_at) values (${key}, array[${now}::timestamptz], ${after(now, longest)})
        on conflict (key) do update set
          uses = array(select one from unnest(known.uses) one where one > ${after(now, -longest)} order by one) || excluded.uses,
          expires_at = excluded.expires_at
        where not exists (
          select from unnest(${windows}::timestamptz[], ${counts}::integer[]) rate (since, count)
          where (select count(*) from unnest(known.uses) one where one > rate.since) >= rate.count)
        returning key`.execute(db)
      return rows.length > 0 ? null : ((await look(quota, now)) ?? againAt(now, now))
    },
    async forget(now, limit) {
      const { numAffectedRows } = await sql`
        delete from quotas where ctid = any (array(
          select ctid from quotas where expires_at < ${now} order by expires_at limit ${limit} for update skip locked))`.execute(
        db,
      )
      return Number(numAffectedRows ?? 0)
    },
  }
}
