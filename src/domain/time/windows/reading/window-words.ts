import { type Nth, nths, type Weekday, weekdays } from '../window.ts'

/** The words in which people write windows, in lower case; each with what it stands for. */

const full = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
/** Beyond the first three and the first two letters. */
const alsoWritten: Readonly<Record<string, Weekday>> = {
  tues: 'TUE',
  weds: 'WED',
  thur: 'THU',
  thurs: 'THU',
}

export const dayWords: ReadonlyMap<string, Weekday> = new Map([
  ...full.flatMap((name, i): [string, Weekday][] => {
    const day = weekdays[i] ?? 'MON'
    return [name, `${name}s`, name.slice(0, 3), name.slice(0, 2)].map((word) => [word, day])
  }),
  ...Object.entries(alsoWritten),
])

const workdays = weekdays.slice(0, 5)
const weekend = weekdays.slice(5)

/** Words for several days at once. */
export const groupWords: ReadonlyMap<string, readonly Weekday[]> = new Map([
  ...['daily', 'nightly', 'everyday', 'day', 'days', 'night', 'nights'].map((word) => [word, weekdays] as const),
  ...['weekday', 'weekdays', 'workday', 'workdays'].map((word) => [word, workdays] as const),
  ...['weekend', 'weekends'].map((word) => [word, weekend] as const),
])

export const nthWords: ReadonlyMap<string, Nth> = new Map([
  ...nths.map((nth) => [nth, nth] as const),
  ...(['1st', '2nd', '3rd', '4th', '5th'] as const).map((word, i) => [word, nths[i] ?? 'first'] as const),
])

export const rangeWords: ReadonlySet<string> = new Set(['-', 'to', 'until', 'till', 'til', 'through', 'thru'])
export const listWords: ReadonlySet<string> = new Set([',', '&', '+', '/', 'and'])
export const monthWords: ReadonlySet<string> = new Set(['month', 'months', 'monthly'])
export const weekWords: ReadonlySet<string> = new Set(['week', 'weeks', 'weekly'])
export const everyWords: ReadonlySet<string> = new Set(['every', 'each'])
/** Every other week, or what comes to the same: no window does. */
export const otherWeekWords: ReadonlySet<string> = new Set([
  'other',
  'alternate',
  'alternating',
  'biweekly',
  'fortnight',
  'fortnightly',
  'odd',
  'even',
])
/** Words that change nothing. */
export const fillWords: ReadonlySet<string> = new Set([
  'on',
  'the',
  'of',
  'in',
  'at',
  'a',
  'from',
  'between',
  'that',
  'has',
  'one',
  ':',
  '@',
  '(',
  ')',
  'only',
])

/** Parts of a day, with the minutes after midnight between which something opens that is of it without a doubt. */
const parts: Readonly<Record<string, readonly [number, number]>> = {
  morning: [0, 719],
  afternoon: [720, 1079],
  evening: [960, 1439],
  night: [1080, 1439],
}
export const partWords: ReadonlyMap<string, readonly [number, number]> = new Map(
  Object.entries(parts).flatMap(([part, minutes]) => [part, `${part}s`].map((word) => [word, minutes] as const)),
)

/** Before `day`, after the time at which a window closes. */
export const nextDayWords: ReadonlySet<string> = new Set(['next', 'following'])
