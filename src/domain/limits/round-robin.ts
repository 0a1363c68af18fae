/** One that waits for its turn in a place that many share. */
export type Waiting = {
  readonly id: number
  /** Whose it is: each one's turn comes round once. */
  readonly of: string
  /** In which round it goes; null for one that has just come. */
  readonly round: number | null
  /** The turn that is kept for it, in milliseconds. */
  readonly at: number
}
export type Placed = Waiting & { readonly round: number }

/**
 * Gives the turns that are kept in a place to those that wait there, so that each one whose they are has one in a round
 * and nobody's come before another's turn (round robin; Nagle, RFC 970). The turns themselves stay as they are, and so does
 * the order of what is one's own. A round that has begun is joined at its end: who speaks anew each second overtakes nobody.
 * @returns those who are given another turn or round than they had
 */
export function inRounds(waiting: readonly Waiting[]): Placed[] {
  const placed = waiting.filter((one): one is Placed => one.round !== null).sort(inOrder)
  const begun = placed.length === 0 ? 1 : Math.min(...placed.map(({ round }) => round))
  for (const one of waiting.filter(({ round }) => round === null).sort(inOrder)) {
    const own = placed.filter(({ of }) => of === one.of).map(({ round }) => round)
    const round = Math.max(begun, ...own.map((before) => before + 1))
    const place = placed.findIndex((other) => other.round > round)
    placed.splice(place === -1 ? placed.length : place, 0, { ...one, round })
  }
  const before = new Map(waiting.map((one) => [one.id, one]))
  const turns = waiting.map(({ at }) => at).sort((a, b) => a - b)
  return placed
    .map((one, index) => ({ ...one, at: turns[index] ?? one.at }))
    .filter(({ id, at, round }) => before.get(id)?.at !== at || before.get(id)?.round !== round)
}

const inOrder = (a: Waiting, b: Waiting): number => (a.round ?? 0) - (b.round ?? 0) || a.at - b.at || a.id - b.id
