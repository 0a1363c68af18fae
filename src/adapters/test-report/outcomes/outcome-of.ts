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
