import type { Freezes } from '../../app/ports.ts'
import type { Connection } from './database.ts'

export function makeFreezes(db: Connection): Freezes {
  return {
    async around(client, from) {
      const rows = await db
        .selectFrom('freezes')
        .select(['scope', 'starts_at as startsAt', 'ends_at as endsAt', 'reason'])
        .where('ends_at', '>', from)
        .where((freeze) =>
          client === null
            ? freeze('client', 'is', null)
            : freeze.or([freeze('client', 'is', null), freeze('client', '=', client)]),
        )
        .orderBy('starts_at')
        .orderBy('id')
        .execute()
      return rows
    },
    async add({ scope, startsAt, endsAt, reason }, client, now) {
      await db
        .insertInto('freezes')
        .values({ scope, client, starts_at: startsAt, ends_at: endsAt, reason, created_at: now })
        .execute()
    },
  }
}
