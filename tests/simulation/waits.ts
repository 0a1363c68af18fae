import { sql } from 'kysely'
import type { World } from './world.ts'

const day = 86_400_000

/** @returns for each system how long it waited at most for an update, in days: from `from` on, between two, and until now */
export async function longestWaits({ db, clock }: World, from: Date): Promise<Map<string, number>> {
  const { rows } = await sql<{ system: string; finished: Date[] }>`
    select s.client || '/' || s.environment as system,
      array_remove(array_agg(u.finished_at order by u.finished_at), null) as finished
    from systems s left join updates u on u.client = s.client and u.environment = s.environment and u.status = 'updated'
    group by 1`.execute(db)
  return new Map(
    rows.map(({ system, finished }) => {
      const moments = [from, ...finished, clock.now()].map((moment) => moment.getTime() / day)
      return [system, Math.max(...moments.slice(1).map((moment, i) => moment - (moments[i] ?? 0)))]
    }),
  )
}
