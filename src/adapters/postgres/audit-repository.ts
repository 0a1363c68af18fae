import type { Audit } from '../../app/ports.ts'
import type { Connection } from './database.ts'
import { toJson } from './json.ts'

export function makeAudit(db: Connection): Audit {
  const newest = () =>
    db
      .selectFrom('audit')
      .select(['actor', 'action', 'client', 'subject', 'detail', 'at'])
      .orderBy('id', 'desc')
  return {
    async write({ actor, action, client, subject, detail, at }) {
      await db
        .insertInto('audit')
        .values({ actor: toJson(actor), action, client, subject, detail: toJson(detail), at })
        .execute()
    },
    latest: async (subject) =>
      (await newest().where('subject', '=', subject).limit(1).executeTakeFirst()) ?? null,
    ofClient: (client, limit) => newest().where('client', '=', client).limit(limit).execute(),
  }
}
