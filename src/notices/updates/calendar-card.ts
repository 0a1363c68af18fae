import type { Client } from '../../domain/people/client.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import type { Card } from '../card/card.ts'
import type { CalendarEntry } from './calendar-entry.ts'

/** What stands in a mail that only keeps a calendar right: its reader switched off mails about changes. */
export function calendarCard({ state, title: what, startsAt }: CalendarEntry, client: Client): Card {
  const title = state === 'cancelled' ? `Off your calendar: ${what}` : `${what}, ${showInstant(startsAt, client.zone)}`
  return {
    kind: 'calendar',
    tone: 'neutral',
    title,
    summary: `Calendar: ${title}`,
    blocks: [
      {
        type: 'text',
        text: 'You get no mails about changes. This one only keeps your calendar right; there is nothing to do.',
      },
    ],
    actions: [{ verb: 'settings', label: 'Settings', args: { client: client.id } }],
  }
}
