import { sql } from 'kysely'
import type { Notices } from '../../../app/ports/ports.ts'
import type { OwedDelivery } from '../../../domain/notices/audience.ts'
import type { Connection } from '../plumbing/database.ts'
import { formatId, knownId } from '../plumbing/ids.ts'
import { toJson } from '../plumbing/json.ts'

export const makeNotices = (db: Connection): Notices => ({
  async owe({ kind, client, facts }, owed, now) {
    const { id } = await db
      .insertInto('notices')
      .values({ kind, client, facts: toJson(facts), noted_at: now })
      .returning('id')
      .executeTakeFirstOrThrow()
    await insertDeliveries(db, id, owed, now)
  },
  async takeBack(client, { kinds, fact, id }, now) {
    const told = sql`select id from notices
      where client is not distinct from ${client} and kind = any(${kinds}) and facts ->> ${fact} = ${id}`
    await sql`
      with dropped as (
        update deliveries
        set status = 'suppressed', reason = 'taken-back', finished_at = ${now}, turn_at = null
        where notice in (${told}) and status = 'pending'
        returning id)
      delete from kept_turns where delivery in (select id from dropped)`.execute(db)
    // A statement of its own: what somebody took at the same moment is seen as taken.
    const { rows } = await sql<{ place: number }>`
      select distinct place from deliveries
      where notice in (${told}) and mode in ('post', 'reply') and status in ('sending', 'sent', 'in-doubt')`.execute(db)
    return rows.map(({ place }) => formatId('P', place))
  },
  async oweMore(delivery, owed, now) {
    const { notice } = await db
      .selectFrom('deliveries')
      .select('notice')
      .where('id', '=', knownId('D', delivery))
      .executeTakeFirstOrThrow()
    await insertDeliveries(db, notice, owed, now)
  },
  async oweSwitchedOff(delivery, now) {
    await db
      .updateTable('deliveries')
      .set({ status: 'pending', reason: null, finished_at: null, due_at: now })
      .where('notice', '=', (eb) =>
        eb.selectFrom('deliveries as failed').select('notice').where('failed.id', '=', knownId('D', delivery)),
      )
      .where('status', '=', 'suppressed')
      .where('reason', '=', 'switched-off')
      .execute()
  },
})

async function insertDeliveries(
  db: Connection,
  notice: number,
  owed: readonly OwedDelivery[],
  now: Date,
): Promise<void> {
  if (owed.length === 0) return
  await db
    .insertInto('deliveries')
    .values(
      owed.map(({ place, mode, standing, matter, suppressed, notBefore, insteadOf, keeps }) => ({
        notice,
        place: knownId('P', place),
        mode,
        standing,
        attempts: 0,
        due_at: notBefore ?? now,
        ...(suppressed === null
          ? { status: 'pending' as const, reason: null, finished_at: null }
          : { status: 'suppressed' as const, reason: suppressed, finished_at: now }),
        matter: matter ?? standing,
        claimed_at: null,
        keeps: keeps ?? null,
        instead_of: insteadOf === undefined ? null : knownId('P', insteadOf),
      })),
    )
    .onConflict((same) => same.columns(['notice', 'place', 'mode']).doNothing())
    .execute()
}
