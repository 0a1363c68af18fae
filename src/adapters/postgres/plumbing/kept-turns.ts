import { sql } from 'kysely'
import type { KeptTurn } from '../../../app/ports/delivery-ports.ts'
import { inRounds } from '../../../domain/limits/round-robin.ts'
import type { Connection } from './database.ts'
import { knownId } from './ids.ts'

type OwnTurn = { readonly delivery: number; readonly at: Date; readonly worker: number | null }

/** Puts a delivery that has not been tried back to pending until its turn, which is kept for it in these lanes. */
export async function keepTurn(
  tx: Connection,
  lanes: readonly string[],
  { delivery, at, worker }: OwnTurn,
): Promise<void> {
  await sql`
    with kept as (
      insert into kept_turns (lane, at, delivery) select lane, ${at}, ${delivery} from unnest(${lanes}::text[]) lane
      on conflict (lane, delivery) do update set at = excluded.at)
    update deliveries set status = 'pending', attempts = attempts - 1, due_at = ${at}, turn_at = ${at}
    where id = ${delivery} and status = 'sending' and claimed_by is not distinct from ${worker}`.execute(tx)
}

/** Gives deliveries that wait the turns that were dealt to them, in every lane in which they keep one. */
export async function dealTurns(
  tx: Connection,
  dealt: readonly { readonly id: number; readonly at: Date; readonly round: number | null }[],
): Promise<void> {
  if (dealt.length === 0) return
  await sql`
    with dealt as (
      select * from unnest(${dealt.map(({ id }) => id)}::bigint[], ${dealt.map(({ at }) => at)}::timestamptz[],
        ${dealt.map(({ round }) => round)}::integer[]) dealt (id, at, round)),
    kept as (update kept_turns set at = dealt.at from dealt where kept_turns.delivery = dealt.id)
    update deliveries set due_at = dealt.at, turn_at = dealt.at, turn_round = dealt.round
    from dealt where deliveries.id = dealt.id`.execute(tx)
}

type Row = {
  readonly id: number
  readonly at: Date
  readonly round: number | null
  readonly of: string | null
}

/**
 * Lets those who wait in a place that many share go round by client: their turns stay, and who has which is dealt anew.
 * Whoever is being taken or taken back at this moment keeps what it has.
 * @param lane the narrowest lane of the delivery
 */
export async function goRound(
  tx: Connection,
  { place, lane, now, own }: { place: string; lane: string; now: Date; own: OwnTurn },
): Promise<KeptTurn> {
  const { rows } = await sql<Row>`
    select d.id, kept.at, d.turn_round as round, told.client as of
    from kept_turns kept join deliveries d on d.id = kept.delivery join notices told on told.id = d.notice
    where kept.lane = ${lane} and kept.at > ${now}
      and d.place = ${knownId('P', place)} and d.status = 'pending' and d.turn_at = kept.at
    order by d.id for update of d skip locked`.execute(tx)
  const waiting = rows.map(({ id, at, round, of }) => ({ id, round, at: at.getTime(), of: of ?? '' }))
  const moved = inRounds(waiting)
  await dealTurns(
    tx,
    moved.map(({ id, at, round }) => ({ id, at: new Date(at), round })),
  )
  const mine = moved.find(({ id }) => id === own.delivery)
  return { at: mine ? new Date(mine.at) : own.at, last: own.at }
}
