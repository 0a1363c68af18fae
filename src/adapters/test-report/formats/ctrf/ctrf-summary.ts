import { countedBy } from '../../outcomes/told-by-name.ts'
import { type Declared, mostOf, sumOf, wholeNumber } from '../../tally/declared.ts'

/** The counts of `results.summary`; `failures` and `errors` are no words of CTRF, and mean something all the same. */
const counts = ['tests', 'failed', 'failures', 'errors', 'skipped', 'pending', 'other'] as const

/** What a report says of itself in `results.summary`. */
export type CtrfSummary = {
  note(key: string, text: string | null): void
  declared(): Declared
}

/** @param unknown called for what stands in the place of a count and is none */
export function makeCtrfSummary(unknown: (word: string) => void): CtrfSummary {
  const said: { [Name in (typeof counts)[number]]?: number } = {}
  /** The most of the counts of what ended badly under names that CTRF does not have, such as `timedOut`. */
  let others: number | null = null

  return {
    note(key, text) {
      const name = counts.find((one) => one === key.toLowerCase())
      const count = wholeNumber(text)
      if (!name) {
        const counted = countedBy(key)
        if (counted === 'failed' || counted === 'errored') others = mostOf([others, count])
        return
      }
      if (text !== null && count === null) unknown(`"${name}": ${text}`)
      // Of what is said twice the most counts.
      said[name] = Math.max(count ?? 0, said[name] ?? 0)
    },
    declared() {
      const { tests = null, failed = null, failures = null, errors = null } = said
      const { skipped = null, pending = null, other = null } = said
      return {
        tests,
        bad: mostOf([sumOf([mostOf([failed, failures]), errors]), others]),
        skipped: sumOf([skipped, pending, other]),
      }
    },
  }
}
