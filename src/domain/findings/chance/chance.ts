/** A pattern of what differs by chance, and what stands in its place. */
export type Chance = readonly [pattern: RegExp, word: string]
