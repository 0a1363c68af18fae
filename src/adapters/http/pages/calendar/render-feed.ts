import ical, { ICalCalendarMethod, ICalEventBusyStatus, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import type { CalendarFeed } from '../../../../app/deliveries/read-feed.ts'
import { calendarUid } from '../../../../notices/calendar-entry.ts'
import { visibleText } from '../../../../notices/visible-text.ts'

const statuses = {
  planned: ICalEventStatus.CONFIRMED,
  uncertain: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
} as const

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
    prodId: { company: 'Zerotouch', product: 'Updates', language: 'EN' },
    ttl: askedEvery,
  })
  for (const entry of entries)
    calendar.createEvent({
      id: calendarUid(entry, domain),
      sequence: entry.sequence,
      status: statuses[entry.state],
      start: entry.startsAt,
      end: entry.endsAt,
      stamp: entry.readAt,
      summary: line(entry.title),
      description: visibleText(entry.text),
      url: entry.link,
      transparency: ICalEventTransparency.TRANSPARENT,
      busystatus: ICalEventBusyStatus.FREE,
    })
  // Every line ends with CRLF, the last one, too, which the generator leaves open.
  return `${calendar.toString().trimEnd()}\r\n`
}

const line = (text: string): string => visibleText(text.replace(/\s+/g, ' '))
