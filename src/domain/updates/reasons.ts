import { type InsideText, readInside } from './inside-text.ts'

/** Why something was done, in two texts: what clients may read, and what was written for the vendor's own people. */
export type Reasons = {
  readonly reason: string | null
  readonly inside: InsideText | null
}

export const noReasons: Reasons = { reason: null, inside: null }

/** The same as the audit keeps it; readers who are not of the vendor are given no `inside`. */
export const writtenReasons = ({ reason, inside }: Reasons) => ({ reason, inside: readInside(inside) })

export const reasonsOf = ({ reason, inside }: Reasons): Reasons => ({ reason, inside })
