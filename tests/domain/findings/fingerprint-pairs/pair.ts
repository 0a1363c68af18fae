/** What differs, and two messages of the same case in the same suite. */
export type Pair = readonly [what: string, one: string, other: string]
