import {
  type ICalCalendar,
  ICalEventBusyStatus,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator'
import { type CalendarEntry, calendarUid } from '../../notices/updates/calendar-entry.ts'

export const prodId = { company: 'Zerotouch', product: 'Updates', language: 'EN' } as const

const statuses = {
  planned: ICalEventStatus.CONFIRMED,
  uncertain: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
} as const

/**
 * An entry as every calendar gets it, by mail or by feed: instants in UTC and no time zone, so that nobody's zone data can move
 * it, and nobody's time is blocked.
 * @param domain the right-hand side of the UID; never changed, or calendars show everything twice
 * @param shown its title and text, made harmless in the way of the place that shows them
 */
export const calendarEvent = (
  entry: CalendarEntry,
  domain: string,
  shown: { readonly summary: string; readonly description: string },
): ICalEventData => ({
  id: calendarUid(entry, domain),
  sequence: entry.sequence,
  status: statuses[entry.state],
  start: entry.startsAt,
  end: entry.endsAt,
  stamp: entry.readAt,
  summary: shown.summary,
  description: shown.description,
  url: entry.link,
  transparency: ICalEventTransparency.TRANSPARENT,
  busystatus: ICalEventBusyStatus.FREE,
})

/** Every line ends with CRLF, the last one, too, which the generator leaves open (RFC 5545, 3.1). */
export const written = (calendar: ICalCalendar): string => `${calendar.toString().trimEnd()}\r\n`
