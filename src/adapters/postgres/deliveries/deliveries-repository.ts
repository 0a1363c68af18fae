import { sql } from 'kysely'
import type { Deliveries, MessageRef } from '../../../app/ports/delivery-ports.ts'
import { isPresent } from '../operations/presence.ts'
import type { Database } from '../plumbing/database.ts'
import { formatId, knownId, parseId } from '../plumbing/ids.ts'
import { toJson } from '../plumbing/json.ts'
import { patiently } from '../plumbing/patiently.ts'
import { realNow } from '../plumbing/real-time.ts'
import { claimDelivery, doubtfulDeliveries, takeDoubtful, waitsItsTurn } from './claim-delivery.ts'
import { closeLane, takeTurn } from './lanes.ts'
import { isOvertaken } from './overtaken.ts'
import { endDoubt, settleDelivery } from './settle-delivery.ts'
import { redrawWhatWasFound, storeStanding } from './standing-messages.ts'

/** A request of a dead process may still be under way for so long. */
const requestsLast = '25 seconds'
/** A process that lives, and has not told for so long what became of a delivery, never will. */
const hangs = '10 minutes'

/**
 * The ledger of deliveries. Every word about one is a guarded write: only what is on its way can arrive.
 * @param worker this process, as the others see it; null for one that they do not see
 */
export function makeDeliveries(db: Database, worker: number | null = null): Deliveries {
  const taken = new Set<string>()
  const settle = (id: string, settled: Parameters<typeof settleDelivery>[2]) =>
    patiently(() => settleDelivery(db, id, settled)).finally(() => taken.delete(id))
  /** A claim whose answer was lost may hold; nothing has left on it. */
  const giveBack = (id: string) =>
    db
      .updateTable('deliveries')
      .set({ status: 'pending' })
      .where('id', '=', knownId('D', id))
      .where('status', '=', 'sending')
      .where(sql<boolean>`claimed_by is not distinct from ${worker}`)
      .execute()
  return {
    async due(now, limit) {
      const rows = await sql<{ id: number; attempts: number }>`
        select id, attempts from deliveries d
        where status = 'pending' and due_at <= ${now} and not ${waitsItsTurn}
        order by due_at, id limit ${limit}`.execute(db)
      return rows.rows.map(({ id, attempts }) => ({ id: formatId('D', id), attempt: attempts + 1 }))
    },
    async nextDue(now) {
      const { rows } = await sql<{ due_at: Date | null }>`
        select min(due_at) as due_at from deliveries where status = 'pending' and due_at > ${now}`.execute(db)
      return rows[0]?.due_at ?? null
    },
    async claim(id, now) {
      if (taken.has(id)) return null
      taken.add(id)
      try {
        const delivery = await claimDelivery(db, id, { now, worker })
        if (!delivery) taken.delete(id)
        return delivery
      } catch (error) {
        await patiently(() => giveBack(id)).finally(() => taken.delete(id))
        throw error
      }
    },
    isOvertaken: (id) => isOvertaken(db, id),
    async sent(id, message, now, shows = null) {
      await patiently(() =>
        db.transaction().execute(async (tx) => {
          const sent = { status: 'sent', reason: null, finished_at: now, ...named(message), worker } as const
          const settled = await settleDelivery(tx, id, sent)
          if (settled && message) await storeStanding(tx, settled, { message, shows, now })
        }),
      ).finally(() => taken.delete(id))
    },
    async suppressed(id, reason, now) {
      await settle(id, { status: 'suppressed', reason, finished_at: now, worker })
    },
    async postponed(id, reason, at) {
      await settle(id, { status: 'pending', reason, due_at: at, worker })
    },
    async takeTurn(delivery, lanes, request) {
      const turn = await takeTurn(db, delivery, lanes, { ...request, worker })
      if (turn.at > request.now) taken.delete(delivery.id)
      return turn
    },
    closeLane: (key, until) => closeLane(db, key, until),
    async failed(id, reason, now) {
      await settle(id, { status: 'failed', reason, finished_at: now, worker })
    },
    async inDoubt(id, reason, now) {
      await settle(id, { status: 'in-doubt', reason, finished_at: now, worker })
    },
    doubtful: (limit) => doubtfulDeliveries(db, limit),
    takeDoubtful: (limit) => takeDoubtful(db, limit),
    async found(delivery, message, now) {
      await db.transaction().execute(async (tx) => {
        const row = await endDoubt(tx, delivery, {
          status: 'sent',
          reason: null,
          finished_at: now,
          ...named(message),
        })
        if (!row || !message) return
        await storeStanding(tx, row, { message, shows: null, now })
        await redrawWhatWasFound(tx, row, now)
      })
    },
    async absent(delivery, now) {
      const reason = 'it did not arrive'
      await endDoubt(db, delivery, { status: 'pending', reason, due_at: now, finished_at: null })
    },
    async undecidable(delivery) {
      await endDoubt(db, delivery, { undecidable: true })
    },
    async appeared(id, message, now) {
      const number = parseId('D', id)
      if (number === null) return
      // Mostly it is said before the answer to the request that posted it: what is known then must not be forgotten.
      const row = await db
        .updateTable('deliveries')
        .set({ message: toJson(message) })
        .where('id', '=', number)
        .where('status', 'in', ['sending', 'in-doubt', 'pending'])
        .where('attempts', '>', 0)
        .returning(['status', 'attempts'])
        .executeTakeFirst()
      if (row?.status === 'in-doubt') await this.found({ id, attempts: row.attempts }, message, now)
    },
    async abandoned(now) {
      const { rows } = await sql<{ id: number }>`
        update deliveries
        set status = 'in-doubt', reason = 'its worker fell silent', finished_at = ${now}, look_at = null
        where status = 'sending' and claimed_at < ${realNow} - ${sql.lit(requestsLast)}::interval
          and (claimed_at < ${realNow} - ${sql.lit(hangs)}::interval
            or claimed_by is null or not ${isPresent(sql.ref('claimed_by'))})
        returning id`.execute(db)
      return rows.map(({ id }) => formatId('D', id))
    },
  }
}

const named = (message: MessageRef | null) => message && { message: toJson(message) }
