import type { Client } from '../../domain/people/client.ts'
import type { Release } from '../../domain/releases/release.ts'
import { showDuration, showInstant } from '../../domain/time/show-time.ts'
import { after, minute } from '../../domain/time/span.ts'
import type { Update } from '../../domain/updates/update.ts'
import { environmentWord } from '../words/words.ts'

/** One update as an entry of people's calendars, without a word of iCalendar. Every string may be a stranger's. */
export type CalendarEntry = {
  /** The update under which the entry was first made: it stays the same when a newer release takes the place. */
  readonly id: string
  /** Rises with every change (RFC 5545, SEQUENCE). */
  readonly sequence: number
  readonly state: 'planned' | 'uncertain' | 'cancelled'
  readonly startsAt: Date
  readonly endsAt: Date
  readonly title: string
  readonly text: string
  /** The release notes. */
  readonly link: string
  /** When this was read (RFC 5545, DTSTAMP). */
  readonly readAt: Date
}

/** What a mail tells calendars: the invitation to the production system's update, and a file with the staging system's, too. */
export type MailedCalendar = { readonly production: CalendarEntry; readonly staging: CalendarEntry | null }

/** A file cannot be called back, and nobody is mailed when staging moves (DESIGN 2.6): so it says where to look. */
export const staysAsMailed = (staging: CalendarEntry): CalendarEntry => ({
  ...staging,
  text: `${staging.text}\nNobody is mailed when the staging system moves. The calendar to subscribe to and the scheduling page show where it stands.`,
})

/**
 * The name of an entry in every calendar (RFC 5545, UID), by mail or by feed.
 * @param domain never changed, or calendars show everything twice
 */
export const calendarUid = ({ id }: Pick<CalendarEntry, 'id'>, domain: string): string =>
  `${id.toLowerCase()}@${domain}`

/** Where an update stands in the chain of those that took one another's place. */
export type CalendarTurn = { readonly first: string; readonly sequence: number; readonly update: Update }

/** @returns the calendar entry of the newest update of a chain, as it is now */
export function calendarEntry(
  { first, sequence, update }: CalendarTurn,
  client: Client,
  release: Release,
  readAt: Date,
): CalendarEntry {
  const { environment, startsAt, expectedMinutes, zone } = update
  const state = stateOf(update)
  const system = `${client.name} ${environmentWord[environment].toLowerCase()}`
  const word = state === 'uncertain' ? 'On hold: ' : ''
  return {
    id: first,
    sequence,
    state,
    startsAt,
    endsAt: after(startsAt, expectedMinutes * minute),
    title: `${word}Update of ${system} to ${release.version}`,
    text: [
      `${system} is updated to release ${release.version} on ${showInstant(startsAt, zone)}.`,
      `Expected outage: about ${showDuration(expectedMinutes)}.`,
      `Please read the release notes before: ${release.notesUrl}`,
    ].join('\n'),
    link: release.notesUrl,
    readAt,
  }
}

function stateOf({ status }: Update): CalendarEntry['state'] {
  if (status === 'cancelled' || status === 'superseded') return 'cancelled'
  return status === 'held' ? 'uncertain' : 'planned'
}
