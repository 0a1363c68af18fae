import ical, {
  ICalAttendeeRole,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator'
import { type CalendarEntry, calendarUid } from '../../notices/calendar-entry.ts'
import { plainLine } from './plain-line.ts'

export type CalendarFile = {
  /** iTIP's, and so the mail part's too (RFC 5546, RFC 6047). */
  readonly method: 'REQUEST' | 'CANCEL'
  readonly filename: string
  readonly content: string
}

export type CalendarPeople = {
  readonly from: { readonly name: string; readonly address: string }
  readonly to: { readonly name: string; readonly address: string }
  /** The right-hand side of the UID; never changed, or calendars show everything twice. */
  readonly domain: string
}

const statuses = {
  planned: ICalEventStatus.CONFIRMED,
  uncertain: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
} as const

/**
 * An entry as an iCalendar file that a calendar takes in by itself: instants in UTC and no time zone, so that nobody's
 * zone data can move it. It blocks nobody's time and asks for no answer.
 */
export function renderCalendar(entry: CalendarEntry, { from, to, domain }: CalendarPeople): CalendarFile {
  const method = entry.state === 'cancelled' ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST
  const calendar = ical({ method, prodId: { company: 'Zerotouch', product: 'Updates', language: 'EN' } })
  calendar.createEvent({
    id: calendarUid(entry, domain),
    sequence: entry.sequence,
    status: statuses[entry.state],
    start: entry.startsAt,
    end: entry.endsAt,
    stamp: entry.readAt,
    summary: plainLine(entry.title),
    description: entry.text,
    url: entry.link,
    transparency: ICalEventTransparency.TRANSPARENT,
    busystatus: ICalEventBusyStatus.FREE,
    organizer: { name: parameter(from.name), email: from.address },
    attendees: [{ name: parameter(to.name), email: to.address, role: ICalAttendeeRole.OPT, rsvp: false }],
  })
  return { method, filename: 'update.ics', content: `${calendar.toString().trimEnd()}\r\n` }
}

/** A parameter's value cannot hold a double quote, however it is escaped (RFC 5545, 3.2). */
const parameter = (name: string): string => plainLine(name).replaceAll('"', "'")
