import ical, { ICalAttendeeRole, ICalCalendarMethod } from 'ical-generator'
import type { CalendarEntry, MailedCalendar } from '../../notices/updates/calendar-entry.ts'
import { calendarEvent, prodId, written } from '../calendar/calendar-event.ts'
import { plainLine } from './plain-line.ts'

export type Invitation = {
  /** iTIP's, and so the mail part's too (RFC 5546, RFC 6047). */
  readonly method: 'REQUEST' | 'CANCEL'
  readonly content: string
}

export type CalendarPeople = {
  readonly from: { readonly name: string; readonly address: string }
  readonly to: { readonly name: string; readonly address: string }
  /** The right-hand side of the UID; never changed, or calendars show everything twice. */
  readonly domain: string
}

/**
 * An entry as an invitation that a calendar takes in by itself. It asks for no answer. There is one in a mail, for an
 * invitation holds no two entries (RFC 5546, 3.2.2).
 */
export function renderInvitation(entry: CalendarEntry, { from, to, domain }: CalendarPeople): Invitation {
  const method = entry.state === 'cancelled' ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST
  const calendar = ical({ method, prodId })
  calendar.createEvent({
    ...eventOf(entry, domain),
    organizer: { name: parameter(from.name), email: from.address },
    attendees: [{ name: parameter(to.name), email: to.address, role: ICalAttendeeRole.OPT, rsvp: false }],
  })
  return { method, content: written(calendar) }
}

/** @returns the entries of both systems as a file to be taken in by hand, under the UIDs of the invitation and the feed */
export function renderCalendarFile({ production, staging }: MailedCalendar, domain: string): string {
  const calendar = ical({ method: ICalCalendarMethod.PUBLISH, prodId })
  for (const entry of staging ? [production, staging] : [production]) calendar.createEvent(eventOf(entry, domain))
  return written(calendar)
}

const eventOf = (entry: CalendarEntry, domain: string) =>
  calendarEvent(entry, domain, { summary: plainLine(entry.title), description: entry.text })

/** A parameter's value cannot hold a double quote, however it is escaped (RFC 5545, 3.2). */
const parameter = (name: string): string => plainLine(name).replaceAll('"', "'")
