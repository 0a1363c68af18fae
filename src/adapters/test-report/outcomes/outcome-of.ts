import type { Outcome } from '../../../domain/reports/health-report.ts'
import { type ElementMeaning, junitElements } from './case-elements.ts'
import { type Entry, outcomeWords } from './vocabulary.ts'

const words: ReadonlyMap<string, Outcome> = new Map(outcomeWords.map(([word, outcome]) => [word, outcome]))

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

const inSmallLetters: ReadonlyMap<string, ElementMeaning> = new Map(
  junitElements.map(([name, means]) => [name.toLowerCase(), means]),
)

/**
 * @returns what a child element of a case means to a format that does not have it: what it means to JUnit, whose words others
 * borrow, in any capitals; `skipped` for one that nobody knows
 */
export function strangeElement(element: string): Outcome {
  const means = inSmallLetters.get(element.toLowerCase())
  return means === 'failed' || means === 'errored' ? means : 'skipped'
}

const longestName = Math.max(...[...inSmallLetters.keys()].map((name) => name.length))

/** @returns whether by such an element JUnit says that a case did not pass */
export const isTellingElement = (element: string): boolean =>
  element.length <= longestName && ![undefined, 'inert'].includes(inSmallLetters.get(element.toLowerCase()))
