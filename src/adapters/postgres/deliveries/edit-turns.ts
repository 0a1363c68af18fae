import { sql } from 'kysely'
import type { Lane } from '../../../app/ports/delivery-ports.ts'
import { asksAgainAt, inOrderOfStarts, keptAhead, type WaitingEdit } from '../../../domain/notices/edit-order.ts'
import { after, isBefore } from '../../../domain/time/span.ts'
import type { Connection } from '../plumbing/database.ts'
import { dealTurns } from '../plumbing/kept-turns.ts'

/**
 * Lets those who wait in a lane of edits go in the order in which they are seen: their turns stay, and who has which is
 * dealt anew. For each that joined, one whose turn would be too far ahead gives it up and asks again: a shared workspace of
 * hundreds of clients then never keeps more turns than are dealt in a moment. Whoever is being taken or taken back at this
 * moment keeps what it has.
 * @param own how many joined
 * @returns when those come back that are given another turn
 */
export async function goBySight(
  tx: Connection,
  { lane, now, own }: { readonly lane: Lane; readonly now: Date; readonly own: number },
): Promise<readonly Date[]> {
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
  const all = [...new Map([...rows, ...dealt].map((one) => [one.id, one])).values()]
  const tooFar = all
    .filter(({ at }) => isBefore(after(now, keptAhead), at))
    .sort(latestFirst)
    .slice(0, own)
  return [...dealt.map(({ at }) => at), ...(await giveUpTurns(tx, tooFar, { lane, now }))]
}

const latestFirst = (a: WaitingEdit, b: WaitingEdit): number => b.at.getTime() - a.at.getTime()

async function giveUpTurns(
  tx: Connection,
  edits: readonly WaitingEdit[],
  { lane, now }: { readonly lane: Lane; readonly now: Date },
): Promise<readonly Date[]> {
  if (edits.length === 0) return []
  const others = await howManyWait(tx, now)
  const again = edits.map((one) => asksAgainAt(one, { now, others, pace: paceOf(lane) }))
  await sql`
    with given as (
      select * from unnest(${edits.map(({ id }) => id)}::bigint[], ${again}::timestamptz[]) given (id, again)),
    free as (delete from kept_turns using given where delivery = given.id and lane = ${lane.key})
    update deliveries set due_at = given.again, turn_at = null
    from given where deliveries.id = given.id and status = 'pending'`.execute(tx)
  return again
}

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
