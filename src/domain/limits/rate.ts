/** How often something may happen: at most `count` times in any `milliseconds`. */
export type Rate = { readonly count: number; readonly milliseconds: number }

/**
 * @param turns when it happened, and when it is to happen, in order, in milliseconds
 * @returns the first instant from `from` on at which it may happen once more and no rate is broken, by what was before
 * or by what is to come
 */
export function nextTurn(turns: readonly number[], from: number, rates: readonly Rate[]): number {
  let turn = from
  for (;;) {
    const place = insertionPoint(turns, turn)
    const free = rates.reduce((latest, rate) => Math.max(latest, freeOf(turns, place, turn, rate)), turn)
    if (free === turn) return turn
    turn = free
  }
}

/** @returns the turn itself where it breaks no rate, otherwise a later one that leaves the first window it breaks */
function freeOf(turns: readonly number[], place: number, turn: number, { count, milliseconds }: Rate): number {
  const at = (index: number): number | undefined =>
    index < place ? turns[index] : index === place ? turn : turns[index - 1]
  for (let first = Math.max(0, place - count); first <= place; first += 1) {
    const [start, end] = [at(first), at(first + count)]
    if (start === undefined || end === undefined || end - start >= milliseconds) continue
    return first < place ? start + milliseconds : (turns[place] ?? turn)
  }
  return turn
}

function insertionPoint(turns: readonly number[], turn: number): number {
  let place = turns.length
  while (place > 0 && (turns[place - 1] ?? 0) > turn) place -= 1
  return place
}
