import type { Outcome } from '../../../domain/reports/health-report.ts'
import { type ElementMeaning, junitElements } from './case-elements.ts'
import { type Entry, flagAttributes, outcomeWords, wordAttributes } from './vocabulary.ts'

const words: ReadonlyMap<string, Outcome> = new Map(outcomeWords.map(([word, outcome]) => [word, outcome]))
const flags = new Map(flagAttributes.map(([name, means]) => [name, means]))
const wordy = new Set(wordAttributes.map(([name]) => name))

const ordered: readonly Outcome[] = ['passed', 'skipped', 'failed', 'errored']

/** @returns the worse of two outcomes: an error outranks a failure, that a skip, and that a pass. */
export const worse = (one: Outcome, other: Outcome): Outcome =>
  ordered.indexOf(other) > ordered.indexOf(one) ? other : one

/** @returns what a runner's word means, however it is spelt; undefined for a word that is on no list. */
export const outcomeOf = (word: string): Outcome | undefined =>
  words.get(word) ?? words.get(word.toLowerCase().replaceAll(/[\s_-]+/g, ''))

/** @returns of two words that one thing says of itself the worse; one that is on no list is worse than one that passed */
export function worseWord(one: string, other: string): string {
  const [first, second] = [outcomeOf(one) ?? 'skipped', outcomeOf(other) ?? 'skipped'] as const
  return worse(first, second) === first ? one : other
}

/** @returns what the child elements of a format's case mean; those that are on its list alone */
export const meaningsOf = (list: readonly Entry<ElementMeaning>[]): ReadonlyMap<string, ElementMeaning> =>
  new Map(list.map(([name, means]) => [name, means]))

const ofJunit = meaningsOf(junitElements)

/** @returns what a child element of a JUnit `testcase` means; undefined for one that is on no list. */
export const elementMeaning = (element: string): ElementMeaning | undefined => ofJunit.get(element)

/** What the value of an attribute tells: an outcome, `unknown` where nobody knows what it says, null where it says nothing. */
type Teller = (value: string) => Outcome | 'unknown' | null

/** By the attributes of a JUnit `testcase`; those that are not here tell no outcome. */
export const attributeTellers: ReadonlyMap<string, Teller> = new Map<string, Teller>([
  ...wordAttributes.map(([name]) => [name, wordMeaning] as const),
  ...flagAttributes.map(
    ([name, means]) => [name, (value: string) => flagMeaning(means, value.trim().toLowerCase())] as const,
  ),
])

/** @returns as an attribute of a case, for the words of a `testsuite`, whose `skipped` and `errors` are mostly counts. */
export function suiteMeaning(name: string, value: string): Outcome | 'unknown' | null {
  if (wordy.has(name)) return wordMeaning(value)
  const flag = flags.get(name)
  return flag && /^\s*(true|false|yes|no)\s*$/i.test(value) ? flagMeaning(flag, value.trim().toLowerCase()) : null
}

function wordMeaning(value: string): Outcome | 'unknown' | null {
  return value.trim() === '' ? null : (outcomeOf(value) ?? 'unknown')
}

function flagMeaning({ yes, no }: { yes: Outcome; no: Outcome }, value: string): Outcome | 'unknown' | null {
  if (value === '') return null
  if (['true', 'yes', 'y', 'on'].includes(value)) return yes
  if (['false', 'no', 'n', 'off', 'none', 'null'].includes(value)) return no
  if (/^\d+(\.0+)?$/.test(value)) return Number(value) > 0 ? yes : no
  // What is wrong with it or why it was left out, in place of a mere yes.
  return yes === 'passed' ? (outcomeOf(value) ?? 'unknown') : yes
}
