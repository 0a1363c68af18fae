import { type RawBuilder, sql } from 'kysely'
import type { Notices } from '../../../app/ports/ports.ts'
import type { OwedDelivery } from '../../../domain/notices/audience.ts'
import type { Connection } from '../plumbing/database.ts'
import { formatId, knownId } from '../plumbing/ids.ts'
import { toJson } from '../plumbing/json.ts'

export const makeNotices = (db: Connection): Notices => ({
  async owe(owedNotices, now) {
    if (owedNotices.length === 0) return
    const notices = owedNotices.map(({ notice }) => notice)
    const owed = owedNotices.flatMap((one, nth) => one.owed.map((each) => ({ notice: nth + 1, ...each })))
    // Numbered first, in their order, so that what is owed can name its notice in the same statement.
    await sql`
      with numbered as materialized (
        select nextval(pg_get_serial_sequence('notices', 'id')) as id, notice.* from (
          select * from rows from (jsonb_to_recordset(${toJson(notices)}::jsonb)
            as (kind text, client text, facts jsonb)) with ordinality as notice (kind, client, facts, nth)
          order by nth) notice),
      told as (
        insert into notices (id, kind, client, facts, noted_at) overriding system value
        select id, kind, client, facts, ${now} from numbered order by nth)
      ${insertDeliveries(owed, now, sql`join numbered on numbered.nth = owed.notice`, sql`numbered.id`)}`.execute(db)
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
    if (owed.length === 0) return
    const { notice } = await db
      .selectFrom('deliveries')
      .select('notice')
      .where('id', '=', knownId('D', delivery))
      .executeTakeFirstOrThrow()
    const ofNotice = owed.map((one) => ({ notice, ...one }))
    await insertDeliveries(ofNotice, now, sql``, sql`owed.notice`).execute(db)
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

/** @param notice the id of the notice that each is of, which stands in `owed` itself or in what that is joined with */
function insertDeliveries(
  owed: readonly (OwedDelivery & { readonly notice: number })[],
  now: Date,
  joined: RawBuilder<unknown>,
  notice: RawBuilder<unknown>,
) {
  const rows = owed.map(({ notice, place, mode, standing, matter, suppressed, notBefore, insteadOf, keeps }) => ({
    notice,
    place: knownId('P', place),
    mode,
    standing,
    matter: matter ?? standing,
    reason: suppressed,
    due_at: notBefore ?? now,
    keeps: keeps ?? null,
    instead_of: insteadOf === undefined ? null : knownId('P', insteadOf),
  }))
  return sql`
    insert into deliveries
      (notice, place, mode, standing, matter, status, reason, finished_at, attempts, due_at, keeps, instead_of)
    select ${notice}, place, mode, standing, matter,
      case when reason is null then 'pending' else 'suppressed' end, reason,
      case when reason is not null then ${now}::timestamptz end, 0, due_at, keeps, instead_of
    from rows from (jsonb_to_recordset(${toJson(rows)}::jsonb)
      as (notice bigint, place bigint, mode text, standing text, matter text, reason text, due_at timestamptz,
        keeps text, instead_of bigint))
      with ordinality as owed (notice, place, mode, standing, matter, reason, due_at, keeps, instead_of, nth) ${joined}
    order by owed.nth
    on conflict (notice, place, mode) do nothing`
}
