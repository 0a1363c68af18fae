import { after, hour, minute } from '../span.ts'

const WORDS = new Map([
  ['half an', 0.5],
  ['an', 1],
  ['a', 1],
  ...'one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, i): [string, number] => [word, i + 1]),
])
const NUMBER = `(\\d{1,4}(?:\\.\\d)?|${[...WORDS.keys()].join('|')})`
const TERM = `${NUMBER}\\s*(h|hrs?|hours?|m|mins?|minutes?)`
const TERMS = `${TERM}(?:(?:\\s*,\\s*|\\s+and\\s+|\\s*)${TERM})?`
const PATTERN = new RegExp(`^(?:in\\s+${TERMS}(\\s+and a half)?|${TERMS}\\s+(?:from now|later))$`)

/**
 * Hours and minutes from now, which pass at the same pace on every night: `in 3 hours`, `in an hour and a half`,
 * `in 1h 30m`, `90 minutes from now`, `now`. They are counted here, not by chrono, which counts them on the wall clock.
 * @param text in lower case, words parted by single spaces.
 * @returns the exact instant, or null when the text says something else.
 */
export function readElapsed(text: string, now: Date): Date | null {
  if (text === 'now' || text === 'right now') return now
  const parts = PATTERN.exec(text)
  if (!parts) return null
  const [, n1, unit1, n2, unit2, andAHalf, n3, unit3, n4, unit4] = parts
  const length = span(n1, unit1) + span(n2, unit2) + span(n3, unit3) + span(n4, unit4)
  const half = andAHalf ? span('half an', n2 === undefined ? unit1 : unit2) : 0
  return after(now, length + half)
}

function span(number: string | undefined, unit: string | undefined): number {
  if (number === undefined || unit === undefined) return 0
  return (WORDS.get(number) ?? Number(number)) * (unit.startsWith('h') ? hour : minute)
}
