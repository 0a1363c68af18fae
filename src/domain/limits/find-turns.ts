import { nextTurn, type Rate } from './rate.ts'

/** A limit: everything that leaves under the same key counts together. */
export type RatedLane = { readonly key: string; readonly rates: readonly Rate[] }

/** One that wants to leave; all instants in milliseconds. */
export type TurnWish = {
  readonly id: number
  readonly lanes: readonly RatedLane[]
  /** Not before. */
  readonly from: number
  /** The turn that was kept for it; null where none was. */
  readonly held: number | null
}

export type KeptInLane = { readonly lane: string; readonly at: number; readonly id: number }

/** What is known of the lanes. */
export type LaneBook = {
  /** When something left, in order, by lane. */
  readonly used: ReadonlyMap<string, readonly number[]>
  /** Until when a lane is closed. */
  readonly closedUntil: ReadonlyMap<string, number>
  readonly kept: readonly KeptInLane[]
}

/**
 * Finds for one after the other the first instant at which all its lanes are free, and keeps it from those that follow. Who
 * comes too late for a kept turn goes at once where what really left allows it: otherwise a crowd would for ever be put
 * behind the turns that it has missed.
 * @returns by id; not after `now` for those that may leave now
 */
export function findTurns(wishes: readonly TurnWish[], book: LaneBook, now: number): ReadonlyMap<number, number> {
  const used = new Map([...book.used].map(([lane, instants]) => [lane, [...instants]]))
  let kept = book.kept
  const turns = new Map<number, number>()
  for (const { id, lanes, from, held } of wishes) {
    const keys = lanes.map(({ key }) => key)
    const own = kept.filter((one) => one.id === id && keys.includes(one.lane))
    kept = kept.filter((one) => !own.includes(one))
    const earliest = Math.max(from, ...keys.map((key) => book.closedUntil.get(key) ?? 0))
    const isDue = held !== null && held <= now && earliest <= now
    const isKept = isDue && own.filter(({ at }) => at === held).length === keys.length
    const goes = isKept || (isDue && freeInAll(lanes, used, now) === now)
    const turn = goes ? now : freeInAll(lanes, withKept(used, kept), earliest)
    turns.set(id, turn)
    if (turn > now) kept = [...kept, ...keys.map((lane) => ({ lane, at: turn, id }))]
    else for (const key of keys) insert(used, key, now)
  }
  return turns
}

function withKept(
  used: ReadonlyMap<string, readonly number[]>,
  kept: readonly KeptInLane[],
): ReadonlyMap<string, readonly number[]> {
  const taken = new Map([...used].map(([lane, instants]) => [lane, [...instants]]))
  for (const { lane, at } of kept) taken.get(lane)?.push(at)
  for (const instants of taken.values()) instants.sort((a, b) => a - b)
  return taken
}

function insert(used: Map<string, number[]>, lane: string, at: number): void {
  const instants = [...(used.get(lane) ?? []), at]
  used.set(
    lane,
    instants.sort((a, b) => a - b),
  )
}

function freeInAll(lanes: readonly RatedLane[], taken: ReadonlyMap<string, readonly number[]>, from: number): number {
  let turn = from
  for (;;) {
    const free = lanes.reduce((at, { key, rates }) => nextTurn(taken.get(key) ?? [], at, rates), turn)
    if (free === turn) return turn
    turn = free
  }
}
