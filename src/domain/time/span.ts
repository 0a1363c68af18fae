/** Lengths of time in milliseconds: elapsed time, the same in every zone. */
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** @returns the instant `milliseconds` after (or, if negative, before) `instant`. */
export const after = (instant: Date, milliseconds: number): Date => new Date(instant.getTime() + milliseconds)

export const isBefore = (a: Date, b: Date): boolean => a.getTime() < b.getTime()
export const sameInstant = (a: Date, b: Date): boolean => a.getTime() === b.getTime()
export const earlier = (a: Date, b: Date): Date => (isBefore(b, a) ? b : a)
export const later = (a: Date, b: Date): Date => (isBefore(a, b) ? b : a)
