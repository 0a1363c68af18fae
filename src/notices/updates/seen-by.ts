import type { Identity } from '../../domain/people/actor.ts'
import type { Client } from '../../domain/people/client.ts'
import type { VerbAction } from '../card/card.ts'
import { cut, named } from '../words/words.ts'

/** @returns e.g. `Seen by Ada Lovelace and Bob Marley`; nothing where nobody has */
export const seenByWords = (seenBy: readonly Identity[]): string | null =>
  seenBy.length === 0 ? null : `Seen by ${namesOf(seenBy)}`

export const namesOf = (people: readonly Identity[]): string => named(people.map(({ name }) => cut(name, 80)))

/**
 * @param reader the one administrator who reads the card; null where all do
 * @returns whether somebody who reads it may still say that they have seen it
 */
export const mayAcknowledge = (
  { administrators }: Pick<Client, 'administrators'>,
  seenBy: readonly Identity[],
  reader: string | null,
): boolean =>
  administrators.some(({ id }) => (reader === null || id === reader) && !seenBy.some((person) => person.id === id))

export const acknowledge = (client: string, release: string): VerbAction => ({
  verb: 'acknowledge',
  label: 'Acknowledge',
  args: { client, release },
})

/**
 * What the button is for: most people need not press it.
 * @param afterFailure whether the last update of a system failed that this plan is about
 */
export const acknowledgeWords = (seenBy: readonly Identity[], afterFailure = false): string =>
  seenBy.length === 0 && afterFailure
    ? 'The last update failed, and this is a new plan. Please acknowledge it: that you had seen the one before does not count. Nothing else happens by it.'
    : seenBy.length === 0
      ? 'Acknowledge tells us that you know of it; nothing else happens. Without it, and if no message of ours arrives on your side, we tell other people there before the start.'
      : 'Acknowledge tells us that you have seen it, too; nothing else happens.'
