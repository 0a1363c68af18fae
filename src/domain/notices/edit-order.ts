import { after, day, isBefore } from '../time/span.ts'

/** An edit that waits for its turn under a limit that many messages share. */
export type WaitingEdit = {
  readonly id: number
  /** Whether the vendor's own people read it. */
  readonly isInternal: boolean
  /** When what the message is about starts; null when nothing of it is planned any more. */
  readonly startsAt: Date | null
  /** The turn that is kept for it. */
  readonly at: Date
}

/**
 * Deals the turns that are kept under a limit anew: the vendor's channels first, where a roll-out is steered, then clients'
 * messages in the order of their starts. The turns themselves stay as they are.
 * @returns those that are given another turn than they had
 */
export function inOrderOfStarts(waiting: readonly WaitingEdit[]): WaitingEdit[] {
  const turns = waiting.map(({ at }) => at).sort((a, b) => a.getTime() - b.getTime())
  return [...waiting]
    .sort(bySight)
    .map((one, index) => ({ ...one, at: turns[index] ?? one.at }))
    .filter(({ id, at }) => waiting.find((one) => one.id === id)?.at.getTime() !== at.getTime())
}

const bySight = (a: WaitingEdit, b: WaitingEdit): number =>
  Number(b.isInternal) - Number(a.isInternal) ||
  (a.startsAt?.getTime() ?? Number.POSITIVE_INFINITY) - (b.startsAt?.getTime() ?? Number.POSITIVE_INFINITY) ||
  a.id - b.id

/** No turn is kept further ahead, in milliseconds: what would have to wait longer asks again. */
export const keptAhead = 90_000

/** At the longest so many milliseconds later: what was put off is not put off for ever. */
const longestRest = 600_000

/**
 * When an edit that found no turn near enough asks again: what is seen soon (by the vendor, or within a day of the start)
 * as soon as turns are kept again; the rest when those before it may be through.
 * @param others how many edits wait under the same limit @param pace milliseconds that each takes
 */
export function asksAgainAt(
  { isInternal, startsAt }: Pick<WaitingEdit, 'isInternal' | 'startsAt'>,
  { now, others, pace }: { readonly now: Date; readonly others: number; readonly pace: number },
): Date {
  const isSoon = isInternal || (startsAt !== null && isBefore(startsAt, after(now, day)))
  return after(now, keptAhead + (isSoon ? 0 : Math.min(longestRest, others * pace)))
}
