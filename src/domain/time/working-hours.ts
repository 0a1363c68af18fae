import { ok, type Result, refuse } from '../values/result.ts'
import { wallClockOf } from './zone.ts'

/** When the vendor's teams work, on the wall clock of their zone. Days are 1 (Monday) to 7, hours 0 to 24. */
export type WorkingHours = {
  readonly days: { readonly first: number; readonly last: number }
  readonly from: number
  readonly until: number
  readonly zone: string
}

export const defaultWorkingHours: WorkingHours = {
  days: { first: 1, last: 5 },
  from: 8,
  until: 18,
  zone: 'UTC',
}

const weekdays = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']

/** Reads `MON-FRI 08:00-18:00`, on whole hours; the days may run over the end of the week (`SUN-THU`). */
export function parseWorkingHours(text: string, zone: string): Result<WorkingHours, string> {
  const [, first = '', last = '', from, until] =
    /^([A-Z]{3})-([A-Z]{3}) (\d\d):00-(\d\d):00$/.exec(text.trim().toUpperCase()) ?? []
  const days = { first: weekdays.indexOf(first) + 1, last: weekdays.indexOf(last) + 1 }
  const hours = { from: Number(from), until: Number(until) }
  if (days.first === 0 || days.last === 0 || !(hours.from < hours.until) || hours.until > 24)
    return refuse('must look like MON-FRI 08:00-18:00')
  return ok({ days, ...hours, zone })
}

export function isWorkingTime(now: Date, { days, from, until, zone }: WorkingHours): boolean {
  const local = wallClockOf(now, zone)
  const { first, last } = days
  const day = local.dayOfWeek
  const works = first <= last ? day >= first && day <= last : day >= first || day <= last
  return works && local.hour >= from && local.hour < until
}
