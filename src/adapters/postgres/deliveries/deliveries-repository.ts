import DataLoader from 'dataloader'
import { sql } from 'kysely'
import type { Deliveries } from '../../../app/ports/delivery-ports.ts'
import { isPresent } from '../operations/presence.ts'
import type { Database } from '../plumbing/database.ts'
import { formatId, knownId, parseId } from '../plumbing/ids.ts'
import { toJson } from '../plumbing/json.ts'
import { patiently } from '../plumbing/patiently.ts'
import { realNow } from '../plumbing/real-time.ts'
import { doubtfulDeliveries, takeDoubtful, waitsItsTurn } from './hold-deliveries.ts'
import { closeLane } from './lanes.ts'
import { redrawWhatWasFound } from './redraw-what-was-found.ts'
import { endDoubt, type Settled, settleDeliveries } from './settle-deliveries.ts'

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
  const settling = new DataLoader<Settled, null>((all) => settleAll(db, all, worker), {
    cache: false,
    batchScheduleFn: setImmediate,
  })
  const settle = async (settled: Settled): Promise<void> => {
    await settling.load(settled).finally(() => taken.delete(settled.id))
  }
  /** A claim whose answer was lost may hold; nothing has left on it. */
  const giveBack = (ids: readonly string[]) =>
    db
      .updateTable('deliveries')
      .set({ status: 'pending' })
      .where(
        'id',
        'in',
        ids.flatMap((id) => parseId('D', id) ?? []),
      )
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
    async claim(ids, decide) {
      const free = ids.filter((id) => !taken.has(id))
      for (const id of free) taken.add(id)
      const going = new Set<string>()
      try {
        const decided = await decide(free, worker)
        for (const { id } of decided.going) going.add(id)
        return decided
      } catch (error) {
        if (free.length > 0) await patiently(() => giveBack(free))
        throw error
      } finally {
        for (const id of free) if (!going.has(id)) taken.delete(id)
      }
    },
    sent: (id, message, now, shows = null) =>
      settle({ id, status: 'sent', reason: null, finishedAt: now, message, shows }),
    suppressed: (id, reason, now) => settle({ id, status: 'suppressed', reason, finishedAt: now }),
    postponed: (id, reason, at) => settle({ id, status: 'pending', reason, finishedAt: null, dueAt: at }),
    failed: (id, reason, now) => settle({ id, status: 'failed', reason, finishedAt: now }),
    inDoubt: (id, reason, now) => settle({ id, status: 'in-doubt', reason, finishedAt: now }),
    closeLane: (key, until) => closeLane(db, key, until),
    doubtful: (limit) => doubtfulDeliveries(db, limit),
    takeDoubtful: (limit) => takeDoubtful(db, limit),
    async found(delivery, message, now) {
      await db.transaction().execute(async (tx) => {
        const end = { status: 'sent', reason: null, finishedAt: now, message } as const
        if ((await endDoubt(tx, delivery, end)) && message) await redrawWhatWasFound(tx, delivery.id, now)
      })
    },
    async absent(delivery, now) {
      const reason = 'it did not arrive'
      await endDoubt(db, delivery, { status: 'pending', reason, finishedAt: null, dueAt: now })
    },
    async undecidable({ id, attempts }) {
      await db
        .updateTable('deliveries')
        .set({ undecidable: true })
        .where('id', '=', knownId('D', id))
        .where('status', '=', 'in-doubt')
        .where('attempts', '=', attempts)
        .execute()
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

/** Where not all can be written at once each is written alone: one that is odd holds up none of the others. */
async function settleAll(
  db: Database,
  settled: readonly Settled[],
  worker: number | null,
): Promise<readonly (Error | null)[]> {
  try {
    return await patiently(() => settleDeliveries(db, settled, worker))
  } catch (error) {
    if (settled.length === 1) return [error instanceof Error ? error : new Error('it could not be settled')]
    return (await Promise.all(settled.map((one) => settleAll(db, [one], worker)))).flat()
  }
}
