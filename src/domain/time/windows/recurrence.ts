import { RRuleTemporal } from 'rrule-temporal'
import { day as dayMs } from '../span.ts'
import type { MaintenanceWindow, Nth, Weekday } from './window.ts'

/** The years that ISO 8601 writes with four digits: what lies outside of them opens no window. */
export const firstYear = 1
export const lastYear = 9999

const numbers: Readonly<Record<Nth, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  last: -1,
}
const codeOf = (day: Weekday): string => day.slice(0, 2)

/** @returns the days of a window as a recurrence rule of RFC 5545: `FREQ=MONTHLY;BYDAY=1SU,3SU`. */
export const ruleOf = ({ days, nths }: Pick<MaintenanceWindow, 'days' | 'nths'>): string =>
  nths
    ? `FREQ=MONTHLY;BYDAY=${days.flatMap((day) => nths.map((nth) => `${numbers[nth]}${codeOf(day)}`)).join(',')}`
    : `FREQ=WEEKLY;BYDAY=${days.map(codeOf).join(',')}`

const most = 500
const known = new Map<string, ReadonlySet<number>>()

/**
 * The days of one year on which a rule recurs, as days since 1970-01-01. They are days of a calendar and have no zone, so
 * no clock change touches them: what instant a time of such a day is, our own zone data say (DESIGN 7).
 */
export function daysIn(rule: string, year: number): ReadonlySet<number> {
  const key = `${rule} ${year}`
  const before = known.get(key)
  if (before) return before
  const text = String(year).padStart(4, '0')
  const days = new Set(
    new RRuleTemporal({ rruleString: `DTSTART:${text}0101T000000\nRRULE:${rule};UNTIL=${text}1231T000000` })
      .all()
      .map(({ epochMilliseconds }) => Math.round(epochMilliseconds / dayMs)),
  )
  // Few clients differ in their days, so this holds nearly always all that is asked for.
  if (known.size >= most) known.clear()
  known.set(key, days)
  return days
}
