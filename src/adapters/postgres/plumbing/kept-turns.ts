import { sql } from 'kysely'
import type { Lane } from '../../../app/ports/delivery-ports.ts'
import { inRounds } from '../../../domain/limits/round-robin.ts'
import type { Connection } from './database.ts'
import { knownId } from './ids.ts'

/** A turn that is kept for a delivery in each of its lanes. */
export type OwnTurn = { readonly delivery: number; readonly at: Date; readonly lanes: readonly Lane[] }

/** Keeps turns for deliveries that have not been tried: they are pending until then. */
export async function keepTurns(tx: Connection, turns: readonly OwnTurn[]): Promise<void> {
  if (turns.length === 0) return
  const kept = turns.flatMap(({ delivery, at, lanes }) => lanes.map(({ key }) => ({ lane: key, at, delivery })))
  await sql`
    with kept as (
      insert into kept_turns (lane, at, delivery)
      select * from unnest(${kept.map(({ lane }) => lane)}::text[], ${kept.map(({ at }) => at)}::timestamptz[],
        ${kept.map(({ delivery }) => delivery)}::bigint[])
      on conflict (lane, delivery) do update set at = excluded.at)
    update deliveries set due_at = own.at, turn_at = own.at
    from unnest(${turns.map(({ delivery }) => delivery)}::bigint[], ${turns.map(({ at }) => at)}::timestamptz[]) own (id, at)
    where deliveries.id = own.id and status = 'pending'`.execute(tx)
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
 * @param lane the narrowest lane of theirs
 * @returns the turns that were dealt anew
 */
export async function goRound(
  tx: Connection,
  { place, lane, now }: { readonly place: string; readonly lane: string; readonly now: Date },
): Promise<readonly Date[]> {
  const { rows } = await sql<Row>`
    select d.id, kept.at, d.turn_round as round, told.client as of
    from kept_turns kept join deliveries d on d.id = kept.delivery join notices told on told.id = d.notice
    where kept.lane = ${lane} and kept.at > ${now}
      and d.place = ${knownId('P', place)} and d.status = 'pending' and d.turn_at = kept.at
    order by d.id for update of d skip locked`.execute(tx)
  const waiting = rows.map(({ id, at, round, of }) => ({ id, round, at: at.getTime(), of: of ?? '' }))
  const moved = inRounds(waiting).map(({ id, at, round }) => ({ id, at: new Date(at), round }))
  await dealTurns(tx, moved)
  return moved.map(({ at }) => at)
}
