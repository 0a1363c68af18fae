import { sql } from 'kysely'
import type { Deliveries } from '../../app/delivery-ports.ts'
import { claimDelivery, doubtfulDeliveries, waitsItsTurn } from './claim-delivery.ts'
import type { Database } from './database.ts'
import { formatId, knownId } from './ids.ts'
import { closeLane, takeTurn } from './lanes.ts'
import { isOvertaken } from './overtaken.ts'
import { settleDelivery } from './settle-delivery.ts'
import { storeStanding } from './standing-messages.ts'

/** The ledger of deliveries. Every word about one is a guarded write: only what is on its way can arrive. */
export function makeDeliveries(db: Database): Deliveries {
  return {
    async due(now, limit) {
      const rows = await sql<{ id: number }>`
        select id from deliveries d
        where status = 'pending' and due_at <= ${now} and not ${waitsItsTurn}
        order by due_at, id limit ${limit}`.execute(db)
      return rows.rows.map(({ id }) => formatId('D', id))
    },
    claim: (id, now) => claimDelivery(db, id, now),
    isOvertaken: (id) => isOvertaken(db, id),
    async sent(id, message, now, shows = null) {
      await db.transaction().execute(async (tx) => {
        const settled = await settleDelivery(tx, id, { status: 'sent', reason: null, finished_at: now })
        if (settled && message) await storeStanding(tx, settled, { message, shows, now })
      })
    },
    async suppressed(id, reason, now) {
      await settleDelivery(db, id, { status: 'suppressed', reason, finished_at: now })
    },
    async postponed(id, reason, at) {
      await settleDelivery(db, id, { status: 'pending', reason, due_at: at })
    },
    async waits(id, turn) {
      await db
        .updateTable('deliveries')
        .set({ status: 'pending', attempts: sql`attempts - 1`, due_at: turn, turn_at: turn })
        .where('id', '=', knownId('D', id))
        .where('status', '=', 'sending')
        .execute()
    },
    takeTurn: (lanes, request) => takeTurn(db, lanes, request),
    closeLane: (key, until) => closeLane(db, key, until),
    async failed(id, reason, now) {
      await settleDelivery(db, id, { status: 'failed', reason, finished_at: now })
    },
    async inDoubt(id, reason, now) {
      await settleDelivery(db, id, { status: 'in-doubt', reason, finished_at: now })
    },
    doubtful: (limit) => doubtfulDeliveries(db, limit),
    async abandoned(since, now) {
      const rows = await db
        .updateTable('deliveries')
        .set({ status: 'in-doubt', reason: 'its worker fell silent', finished_at: now })
        .where(sql<boolean>`status = 'sending'`)
        .where('claimed_at', '<', since)
        .returning('id')
        .execute()
      return rows.map(({ id }) => formatId('D', id))
    },
  }
}
