import { parseWindow } from './reading/parse-window.ts'
import {
  clockOf,
  closingOf,
  type MaintenanceWindow,
  minutesOfDay,
  runsOf,
  type Weekday,
  weekdayAfter,
  weekdays,
} from './window.ts'

const names: Readonly<Record<Weekday, string>> = {
  MON: 'Monday',
  TUE: 'Tuesday',
  WED: 'Wednesday',
  THU: 'Thursday',
  FRI: 'Friday',
  SAT: 'Saturday',
  SUN: 'Sunday',
}

/**
 * Says a window in plain words, which `parseWindow` reads again: `Sundays, 01:00 to 05:00`; `Mondays to Fridays, 22:00 to
 * 02:00 the next day`; `the first Sunday of each month, 02:00 to 06:00`; `every day, 02:00 to 04:00`.
 */
export function sayWindow(window: MaintenanceWindow): string {
  const { opens, minutes, days } = window
  return `${daysSaid(window)}, ${clockOf(opens)} to ${closingSaid(window, opens + minutes, days)}`
}

function daysSaid({ days, nths }: MaintenanceWindow): string {
  if (nths) {
    const which = `the ${listed(nths)}`
    const seldom = nths.every((nth) => nth === 'fifth') ? ' that has one' : ''
    return `${listed(days.map((day) => `${which} ${names[day]}`))} of each month${seldom}`
  }
  if (days.length === weekdays.length) return 'every day'
  return listed(
    runsOf(days).flatMap(([first, last]) => {
      if (first === last) return [`${names[first]}s`]
      const pair = [`${names[first]}s`, `${names[last]}s`]
      return weekdayAfter(first, 1) === last ? pair : [pair.join(' to ')]
    }),
  )
}

function closingSaid(window: MaintenanceWindow, closes: number, [first]: readonly Weekday[]): string {
  if (closes === minutesOfDay) return clockOf(minutesOfDay)
  const { daysLater, minute } = closingOf(window)
  if (daysLater === 0 || !first) return clockOf(minute)
  if (daysLater === 1) return `${clockOf(minute)} the next day`
  return `${names[weekdayAfter(first, daysLater)]}, ${clockOf(minute)}`
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${last}` : last
}

/** @returns a window that is kept, in plain words; as it is where it cannot be read */
export function showWindow(kept: string): string {
  const read = parseWindow(kept)
  return read.ok ? sayWindow(read.value) : kept
}
