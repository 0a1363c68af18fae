import type { Chance } from './chance.ts'
import { codes } from './codes.ts'
import { hosts } from './hosts.ts'
import { ids, numbers } from './ids.ts'
import { placeOf, places } from './places.ts'
import { durations, lines, times } from './times.ts'

/** More than a report's message may hold; whoever hands in more is compared by its beginning. */
const longest = 4_000

/**
 * @returns `message` on one line, with a word in angle brackets in place of whatever may differ between two runs of one
 *   failure. What carries meaning stays: codes and statuses, small numbers, versions, the ends of paths.
 */
export function normalisedMessage(message: string): string {
  return outside(codes, message.slice(0, longest).normalize('NFC').replace(/\s+/g, ' ').trim())
}

/** Leaves what the patterns find as it is, and takes what differs by chance out of the rest. */
function outside([pattern, ...others]: readonly RegExp[], text: string): string {
  if (!pattern) return withoutChance(text)
  let said = ''
  let from = 0
  for (const { 0: code, index } of text.matchAll(pattern)) {
    said += outside(others, text.slice(from, index)) + code
    from = index + code.length
  }
  return said + outside(others, text.slice(from))
}

/** In this order: what is made of other things comes before them, and single numbers come last. */
const before: readonly Chance[] = [...lines, ...times, ...hosts]
const after: readonly Chance[] = [...ids, ...durations, ...numbers]

const withoutChance = (text: string): string => replaced(replaced(text, before).replace(places, placeOf), after)

const replaced = (text: string, chances: readonly Chance[]): string =>
  chances.reduce((left, [pattern, word]) => left.replace(pattern, word), text)
