import { sql } from 'kysely'
import type { KeptTurn, Lane } from '../../../app/ports/delivery-ports.ts'
import { asksAgainAt, inOrderOfStarts, keptAhead, type WaitingEdit } from '../../../domain/notices/edit-order.ts'
import { after, isBefore } from '../../../domain/time/span.ts'
import type { Connection } from '../plumbing/database.ts'
import { dealTurns } from '../plumbing/kept-turns.ts'

type Own = { readonly delivery: number; readonly at: Date }

/**
 * Lets those who wait in a lane of edits go in the order in which they are seen: their turns stay, and who has which is
 * dealt anew. Whose turn would be too far ahead gives it up and asks again: a shared workspace of hundreds of clients then
 * never keeps more turns than are dealt in a moment. Whoever is being taken or taken back at this moment keeps what it has.
 */
export async function goBySight(
  tx: Connection,
  { lane, now, own }: { readonly lane: Lane; readonly now: Date; readonly own: Own },
): Promise<KeptTurn> {
  const { rows } = await sql<WaitingEdit>`
    select d.id, kept.at, p.client is null as "isInternal", soon.starts_at as "startsAt"
    from kept_turns kept join deliveries d on d.id = kept.delivery join places p on p.id = d.place
    left join lateral (
      select min(u.starts_at) as starts_at from updates u
      where u.client = p.client and u.status in ('scheduled', 'held', 'updating', 'stalled')) soon on true
    where kept.lane = ${lane.key} and kept.at > ${now} and d.status = 'pending' and d.turn_at = kept.at
    order by d.id for update of d skip locked`.execute(tx)
  const dealt = inOrderOfStarts(rows)
  await dealTurns(
    tx,
    dealt.map(({ id, at }) => ({ id, at, round: null })),
  )
  const turnOf = new Map([...rows, ...dealt].map((one) => [one.id, one]))
  const last = [...turnOf.values()].reduce<WaitingEdit | null>((a, b) => (a && isBefore(b.at, a.at) ? a : b), null)
  const mine = turnOf.get(own.delivery)?.at ?? own.at
  if (!last || !isBefore(after(now, keptAhead), last.at)) return { at: mine, last: own.at }
  const again = asksAgainAt(last, { now, others: await howManyWait(tx, now), pace: paceOf(lane) })
  await giveUpTurn(tx, lane.key, last.id, again)
  return { at: last.id === own.delivery ? again : mine, last: again }
}

const giveUpTurn = (tx: Connection, lane: string, delivery: number, at: Date) =>
  sql`
    with given as (delete from kept_turns where delivery = ${delivery} and lane = ${lane})
    update deliveries set due_at = ${at}, turn_at = null where id = ${delivery} and status = 'pending'`.execute(tx)

/** More make no difference: see the longest rest. */
const counted = 1_000

/** How many edits are put off, under whatever limit: a guess is enough to know when to ask again. */
async function howManyWait(tx: Connection, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (
      select from deliveries
      where status = 'pending' and mode = 'edit' and due_at > ${now} limit ${counted}) waiting`.execute(tx)
  return rows[0]?.count ?? 0
}

const paceOf = ({ rates }: Lane): number => Math.max(...rates.map(({ count, milliseconds }) => milliseconds / count))
