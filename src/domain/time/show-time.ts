import type { Temporal } from 'temporal-polyfill'
import { abbreviation, wallClockOf } from './zone.ts'

type Day = Pick<Temporal.PlainDate, 'dayOfWeek' | 'day' | 'month' | 'year'>

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * @param form `full`: `Sun 6 Dec 2026, 02:00 EST (America/Toronto)`; `short`, where the zone stands nearby:
 * `Sun 6 Dec, 02:00 EST`. English whatever the machine's language, offsets from our own zone data.
 */
export function showInstant(instant: Date, zone: string, form: 'full' | 'short' = 'full'): string {
  const local = wallClockOf(instant, zone)
  const time = showTime(instant, zone)
  return form === 'short' ? `${dayAndMonth(local)}, ${time}` : `${showDate(local)}, ${time}${named(instant, zone)}`
}

/** @returns the time of day, e.g. `02:00 EST`: enough to tell the two of a night on which it comes twice apart. */
export const showTime = (instant: Date, zone: string): string =>
  `${clock(wallClockOf(instant, zone))} ${abbreviation(instant, zone)}`

/** @returns a calendar day, e.g. `Sun 6 Dec 2026`. */
export const showDate = (date: Day): string => `${dayAndMonth(date)} ${date.year}`

/** @returns the calendar day of an instant in `zone`, e.g. `Sun 6 Dec 2026`. */
export const showDay = (instant: Date, zone: string): string => showDate(wallClockOf(instant, zone))

/**
 * @returns a span on the client's clock: `Sun 6 Dec 2026, 02:00–03:00 EST (America/Toronto)`; both ends in full
 * where it runs into another day, and both abbreviations where the clock changes on the way.
 */
export function showSpan(startsAt: Date, endsAt: Date, zone: string): string {
  const [from, to] = [wallClockOf(startsAt, zone), wallClockOf(endsAt, zone)]
  const [before, after] = [abbreviation(startsAt, zone), abbreviation(endsAt, zone)]
  const start = before === after ? clock(from) : `${clock(from)} ${before}`
  const end = `${clock(to)} ${after}${named(endsAt, zone)}`
  const oneDay = from.toPlainDate().equals(to.toPlainDate())
  return oneDay ? `${showDate(from)}, ${start}–${end}` : `${showDate(from)}, ${start} – ${showDate(to)}, ${end}`
}

/** @returns a length as people say it: `45 minutes`, `60 minutes`, `1 h 30 min`, `2 hours`. */
export function showDuration(minutes: number): string {
  const whole = Math.round(minutes)
  if (whole <= 60) return count(whole, 'minute')
  const [hours, rest] = [Math.floor(whole / 60), whole % 60]
  return rest === 0 ? count(hours, 'hour') : `${hours} h ${rest} min`
}

/**
 * @returns how far `to` is from `from`: `in 3 days`, `in 4 hours`, `now`, `20 minutes ago`. Rounded to the nearest;
 * hours up to two days, so that a day ahead reads `in 24 hours` and never a day too few.
 */
export function showDistance(from: Date, to: Date): string {
  const seconds = (to.getTime() - from.getTime()) / 1000
  const minutes = Math.round(Math.abs(seconds) / 60)
  if (minutes < 1) return 'now'
  const hours = Math.round(minutes / 60)
  const length =
    minutes < 60 ? count(minutes, 'minute') : hours < 48 ? count(hours, 'hour') : count(Math.round(hours / 24), 'day')
  return seconds > 0 ? `in ${length}` : `${length} ago`
}

const count = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'}`
const dayAndMonth = (d: Day): string => `${DAYS[d.dayOfWeek - 1]} ${d.day} ${MONTHS[d.month - 1]}`
const clock = (d: Temporal.PlainDateTime): string =>
  `${String(d.hour).padStart(2, '0')}:${String(d.minute).padStart(2, '0')}`
const named = (instant: Date, zone: string): string => (abbreviation(instant, zone) === zone ? '' : ` (${zone})`)
