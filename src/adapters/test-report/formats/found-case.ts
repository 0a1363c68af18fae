import type { Outcome, TestCase } from '../../../domain/reports/health-report.ts'
import { cutLine, cutOutput, detached, tellingLine } from '../input/case-text.ts'
import { outcomeOf, worse } from '../outcomes/outcome-of.ts'
import type { ReportLimits } from '../report-limits.ts'
import type { ReportTally } from '../tally/report-tally.ts'

/** What a reader found of one case, its texts as they were written. */
export type FoundCase = {
  readonly suite: string
  readonly name: string
  readonly outcome: Outcome
  /** Why, the most telling first; the first that says anything is the message. */
  readonly why: readonly string[]
  /** Traces and captured output, in the order in which they are shown. */
  readonly texts: readonly string[]
  readonly milliseconds: number | null
}

/** @returns the case in memory of its own, cut to the limits; of one that passed no text is kept. */
export function caseOf(found: FoundCase, limits: ReportLimits): TestCase {
  const { outcome, milliseconds } = found
  const suite = detached(cutLine(found.suite, limits.name))
  const name = detached(cutLine(found.name, limits.name))
  if (outcome === 'passed') return { suite, name, outcome, message: '', output: '', milliseconds }
  const message = found.why.map(tellingLine).find((line) => line !== '') ?? ''
  const output = found.texts.map((text) => text.trim()).filter((text) => text !== '')
  return {
    suite,
    name,
    outcome,
    message: detached(cutLine(message, limits.message)),
    output: detached(cutOutput(output.join('\n\n'), limits.output)),
    milliseconds,
  }
}

/**
 * @param said the words by which a case says how it ended, by their attribute; those that are undefined were not written
 * @returns the worst of them; where there is none, or one that is on no list, the case is skipped and the tally told
 */
export function outcomeSaid(said: Readonly<Record<string, string | undefined>>, tally: ReportTally): Outcome {
  const words = Object.entries(said).filter((entry): entry is [string, string] => entry[1] !== undefined)
  if (words.length === 0) {
    tally.unknown(`no ${Object.keys(said).join(' or ')}`)
    return 'skipped'
  }
  return words
    .map(([name, word]): Outcome => {
      const outcome = outcomeOf(word)
      if (outcome === undefined) tally.unknown(`${name}="${word}"`)
      return outcome ?? 'skipped'
    })
    .reduce(worse)
}

/** A case that says it took longer than thirty days has a broken clock. */
const longest = 30 * 86_400_000

/** @returns milliseconds, or null for what is no duration */
export const duration = (milliseconds: number | null): number | null =>
  milliseconds !== null && milliseconds >= 0 && milliseconds <= longest ? Math.round(milliseconds) : null
