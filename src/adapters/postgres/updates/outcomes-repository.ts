import { sql } from 'kysely'
import type { Outcomes } from '../../../app/ports/ports.ts'
import type { LiveState } from '../../../domain/updates/outcome.ts'
import type { Connection } from '../plumbing/database.ts'
import { knownId } from '../plumbing/ids.ts'
import { toUpdate, type UpdateRow } from './update-rows.ts'
import { ended, lastFirst } from './which-update.ts'

export function makeOutcomes(db: Connection): Outcomes {
  const liveAfter = async (update: number): Promise<LiveState | null> =>
    (await db
      .selectFrom('live_states')
      .select(['version', 'restored', 'up'])
      .where('update', '=', update)
      .executeTakeFirst()) ?? null
  const lastOf: Outcomes['lastOf'] = async (systems) => {
    if (systems.length === 0) return []
    const { rows } = await sql<UpdateRow & { nth: number; live: LiveState | null }>`
      select asked.nth, ended.*,
        (select jsonb_build_object('version', live.version, 'restored', live.restored, 'up', live.up)
          from live_states live where live.update = ended.id) as live
      from unnest(${systems.map(({ client }) => client)}::text[],
        ${systems.map(({ environment }) => environment)}::text[]) with ordinality asked (client, environment, nth)
      cross join lateral (
        select * from updates
        where client = asked.client and environment = asked.environment and ${ended}
        order by ${lastFirst} limit 1) ended`.execute(db)
    const outcomes = new Map(rows.map(({ nth, live, ...row }) => [nth - 1, { update: toUpdate(row), live }]))
    return systems.map((_, at) => outcomes.get(at) ?? null)
  }
  return {
    async noteLive(update, live) {
      await db
        .insertInto('live_states')
        .values({ update: knownId('U', update), ...live })
        .onConflict((said) =>
          said.column('update').doUpdateSet({
            version: sql`coalesce(excluded.version, live_states.version)`,
            restored: sql`coalesce(excluded.restored, live_states.restored)`,
            up: sql`coalesce(excluded.up, live_states.up)`,
          }),
        )
        .execute()
    },
    liveAfter: (update) => liveAfter(knownId('U', update)),
    last: async (system) => (await lastOf([system]))[0] ?? null,
    lastOf,
  }
}
