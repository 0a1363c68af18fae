import { sql } from 'kysely'
import type { Outcomes } from '../../../app/ports/ports.ts'
import type { LiveState } from '../../../domain/updates/outcome.ts'
import type { Connection } from '../plumbing/database.ts'
import { knownId } from '../plumbing/ids.ts'
import { toUpdate } from './update-rows.ts'

/** Literal, so that the planner sees that the partial index applies. */
const ended = sql<boolean>`status in ('updated', 'failed')`

export function makeOutcomes(db: Connection): Outcomes {
  const liveAfter = async (update: number): Promise<LiveState | null> =>
    (await db
      .selectFrom('live_states')
      .select(['version', 'restored', 'up'])
      .where('update', '=', update)
      .executeTakeFirst()) ?? null
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
    async last({ client, environment }) {
      const row = await db
        .selectFrom('updates')
        .selectAll()
        .where('client', '=', client)
        .where('environment', '=', environment)
        .where(ended)
        .orderBy('finished_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row ? { update: toUpdate(row), live: await liveAfter(row.id) } : null
    },
  }
}
