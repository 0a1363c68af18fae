import type { Notices } from '../../app/ports.ts'
import type { Connection } from './database.ts'
import { knownId } from './ids.ts'
import { toJson } from './json.ts'

export function makeNotices(db: Connection): Notices {
  return {
    async owe({ kind, client, facts }, owed, now) {
      const { id } = await db
        .insertInto('notices')
        .values({ kind, client, facts: toJson(facts), noted_at: now })
        .returning('id')
        .executeTakeFirstOrThrow()
      if (owed.length === 0) return
      await db
        .insertInto('deliveries')
        .values(
          owed.map(({ place, mode, standing, suppressed, notBefore }) => ({
            ...{
              notice: id,
              place: knownId('P', place),
              mode,
              standing,
              attempts: 0,
              due_at: notBefore ?? now,
            },
            ...(suppressed === null
              ? { status: 'pending' as const, reason: null, finished_at: null }
              : { status: 'suppressed' as const, reason: suppressed, finished_at: now }),
            claimed_at: null,
          })),
        )
        .onConflict((same) => same.columns(['notice', 'place', 'mode']).doNothing())
        .execute()
    },
  }
}
