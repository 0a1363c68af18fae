/** What the head of a suite, of a file or of a report says that it holds; null where it says nothing. */
export type Declared = {
  readonly tests: number | null
  /** Failures and errors, whatever it calls them. */
  readonly bad: number | null
  /** Skipped, disabled, ignored, not run. */
  readonly skipped: number | null
}

export const declaresNothing: Declared = { tests: null, bad: null, skipped: null }

/**
 * A count as heads write them, also `+1`, `1.0`, `1e3` and `1,000`: a head must not claim less because of its spelling.
 * @returns the number, a part of one as a whole; null for what is none, such as `-1`
 */
export function wholeNumber(text: string | null | undefined): number | null {
  if (text === undefined || text === null) return null
  if (/^\s*\d{1,9}\s*$/.test(text)) return Number(text)
  const written = text.trim().replace(/^\+/, '')
  if (/^\d{1,3}(?:[,'_ \u00a0\u202f]\d{3})+$/.test(written)) return most(Number(written.replaceAll(/\D/g, '')))
  return /^\d+(?:\.\d*)?(?:e[+-]?\d+)?$/i.test(written) ? most(Math.ceil(Number(written))) : null
}

/**
 * Reads the counts of a head by their names; what stands in the place of one and is none is told, for nobody knows what it
 * claims. An attribute left empty claims nothing.
 */
export const countsIn =
  (attributes: Readonly<Record<string, string | undefined>>, unknown: (word: string) => void) =>
  (name: string): number | null => {
    const value = attributes[name]
    const count = wholeNumber(value)
    if (count === null && value?.trim()) unknown(`${name}="${value}"`)
    return count
  }

/** No report holds more, and what was declared is kept as an integer of Postgres. */
export const mostDeclared = 2 ** 31 - 1

const most = (count: number): number => Math.min(count, mostDeclared)

/** @returns the sum of those that are told; null when none is. */
export const sumOf = (counts: readonly (number | null)[]): number | null => {
  const told = counts.filter((count) => count !== null)
  return told.length === 0 ? null : told.reduce((sum, count) => sum + count, 0)
}

/** @returns the largest of those that are told; null when none is. */
export const mostOf = (counts: readonly (number | null)[]): number | null => {
  const told = counts.filter((count) => count !== null)
  return told.length === 0 ? null : Math.max(...told)
}
