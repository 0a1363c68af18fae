/** What the head of a suite, of a file or of a report says that it holds; null where it says nothing. */
export type Declared = {
  readonly tests: number | null
  /** Failures and errors, whatever it calls them. */
  readonly bad: number | null
  /** Skipped, disabled, ignored, not run. */
  readonly skipped: number | null
}

export const declaresNothing: Declared = { tests: null, bad: null, skipped: null }

/** @returns a count as heads write them; null for what is none. */
export const wholeNumber = (text: string | null | undefined): number | null =>
  text !== undefined && text !== null && /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : null

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
