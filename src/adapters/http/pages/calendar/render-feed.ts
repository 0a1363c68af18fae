import ical, { ICalCalendarMethod } from 'ical-generator'
import type { CalendarFeed } from '../../../../app/use-cases/reads.ts'
import { visibleText } from '../../../../notices/card/visible-text.ts'
import { calendarEvent, prodId, written } from '../../../calendar/calendar-event.ts'

/** How often a calendar need not ask more than, in seconds. */
const askedEvery = 3600

/**
 * A feed as an iCalendar file to subscribe to (RFC 5545, RFC 7986): instants in UTC and no time zone, so that nobody's
 * zone data can move them, and nobody's time is blocked.
 * @param domain the right-hand side of the UIDs: that of the mails, so that an entry is one entry
 */
export function renderFeed({ name, entries }: CalendarFeed, domain: string): string {
  const calendar = ical({
    name: line(name),
    method: ICalCalendarMethod.PUBLISH,
    prodId,
    ttl: askedEvery,
  })
  for (const entry of entries)
    calendar.createEvent(
      calendarEvent(entry, domain, { summary: line(entry.title), description: visibleText(entry.text) }),
    )
  return written(calendar)
}

const line = (text: string): string => visibleText(text.replace(/\s+/g, ' '))
