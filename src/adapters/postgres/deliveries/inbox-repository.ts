import type { InboxWriter } from '../../../app/ports/delivery-ports.ts'
import type { Inbox } from '../../../app/ports/ports.ts'
import type { Connection } from '../plumbing/database.ts'
import { formatId, knownId } from '../plumbing/ids.ts'
import { toJson } from '../plumbing/json.ts'
import { pageOf, readCursor, writeCursor } from '../plumbing/pages.ts'

export function makeInbox(db: Connection): Inbox & InboxWriter {
  return {
    async add({ delivery, system: { client, environment }, card, at }) {
      await db
        .insertInto('inbox_items')
        .values({ client, environment, delivery: knownId('D', delivery), card: toJson(card), at })
        .onConflict((same) => same.column('delivery').doNothing())
        .execute()
    },
    async list({ client, environment }, page) {
      let query = db
        .selectFrom('inbox_items')
        .select(['id', 'card', 'at'])
        .where('client', '=', client)
        .where('environment', '=', environment)
        .orderBy('id', 'desc')
        .limit(page.limit + 1)
      if (page.after !== null) query = query.where('id', '<', readCursor('inbox', 'number', page.after))
      return pageOf(
        await query.execute(),
        page,
        ({ id, card, at }) => ({ id: formatId('N', id), card, at }),
        ({ id }) => writeCursor('inbox', id),
      )
    },
  }
}
