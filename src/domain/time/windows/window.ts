export type Weekday = 'MON' | 'TUE' | 'WED' | 'THU' | 'FRI' | 'SAT' | 'SUN'

/** Monday first, as ISO 8601 counts. */
export const weekdays: readonly Weekday[] = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']

/** Which of the days of a month that are the same weekday: the first to the fifth, or the last. */
export type Nth = 'first' | 'second' | 'third' | 'fourth' | 'fifth' | 'last'

export const nths: readonly Nth[] = ['first', 'second', 'third', 'fourth', 'fifth', 'last']

/**
 * A span that comes back on the client's wall clock. It belongs to the days on which it opens, also where it is open
 * over midnight, over the end of a month or of a year.
 */
export type MaintenanceWindow = {
  /** On which days it opens, in the order of the week; at least one. */
  readonly days: readonly Weekday[]
  /** Which of these days in each month, in order; null for those of each week. */
  readonly nths: readonly Nth[] | null
  /** When it opens, in minutes after midnight on the wall clock: 0 to 1439. */
  readonly opens: number
  /** How long it is open on the wall clock, in minutes: 1 to 10,079, on several days at most 1,440. */
  readonly minutes: number
}

export const minutesOfDay = 1440

/** @returns the weekday so many days after another. */
export const weekdayAfter = (day: Weekday, days: number): Weekday => weekdays[(weekdays.indexOf(day) + days) % 7] ?? day

/** When a window closes: how many days after the day on which it opens, and when on that day, up to 24:00. */
export function closingOf({ days, opens, minutes }: MaintenanceWindow): {
  readonly daysLater: number
  readonly minute: number
} {
  const closes = opens + minutes
  // Several days have no one day to name for midnight.
  if (closes === minutesOfDay && days.length > 1) return { daysLater: 0, minute: minutesOfDay }
  return { daysLater: Math.floor(closes / minutesOfDay), minute: closes % minutesOfDay }
}

/**
 * @returns days that follow one another as pairs of the first and the last, also over the end of the week: `MON` to
 * `FRI`, `SAT` to `MON`; a day alone as a pair of itself, in the order of the week.
 */
export function runsOf(days: readonly Weekday[]): (readonly [Weekday, Weekday])[] {
  const among = new Set(days)
  const firsts = weekdays.filter((day) => among.has(day) && !among.has(weekdayAfter(day, 6)))
  return firsts.map((first) => {
    let last = first
    while (among.has(weekdayAfter(last, 1))) last = weekdayAfter(last, 1)
    return [first, last] as const
  })
}

/** `05:00`; 1440 minutes are `24:00`. */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
