/** Chances that come out alike for the same seed; what several processes make of them differs all the same. */
export type SeededRandom = {
  /** A number from 0 up to 1, without 1. */
  roll(): number
  /** Whether something with this chance, 0 to 1, happens. */
  chance(of: number): boolean
  /** From `least` up to `most`. */
  between(least: number, most: number): number
  pick<T>(from: readonly [T, ...T[]]): T
}

/** @param seed any number; its integer part counts */
export function makeSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0 || 1
  // Xorshift of 32 bits (Marsaglia, 2003).
  const roll = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  return {
    roll,
    chance: (of) => roll() < of,
    between: (least, most) => least + roll() * (most - least),
    pick: (from) => from[Math.floor(roll() * from.length)] ?? from[0],
  }
}
