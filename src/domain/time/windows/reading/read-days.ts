import { ok, type Result, refuse } from '../../../values/result.ts'
import { nths as allNths, type MaintenanceWindow, type Nth, type Weekday, weekdayAfter, weekdays } from '../window.ts'
import type { Word } from './lex-window.ts'
import {
  dayWords,
  everyWords,
  fillWords,
  groupWords,
  listWords,
  monthWords,
  nthWords,
  otherWeekWords,
  partWords,
  rangeWords,
  weekWords,
} from './window-words.ts'

export type Days = Pick<MaintenanceWindow, 'days' | 'nths'> & {
  /** The part of the day that was named, as it was typed. */
  readonly part: string | null
  /** Whether two days that follow one another were written as a range: `SAT-SUN`. */
  readonly isPair: boolean
}

/**
 * Reads on which days a window opens: `SUN`, `Sundays`, `MON-FRI`, `SAT,SUN`, `daily`, `first SUN`, `1st and 3rd Sunday of
 * the month`, `every Sunday night`.
 * Refused, in words: what names no day of the week, what could mean two things, and what no window can be.
 */
export function readDays(words: readonly Word[]): Result<Days, string> {
  const found = new Map<Weekday, Nth[]>()
  const said = { every: false, week: false, month: false }
  let nths: Nth[] = []
  let last: Weekday | null = null
  let isRange = false
  let isPair = false
  let part: string | null = null
  for (const [at, each] of words.entries()) {
    const { word, text } = each
    const day = dayWords.get(word)
    const nth = nthWords.get(word)
    const group = groupWords.get(word)
    if (day) {
      if (isRange && nths.length > 0) return refuse('of a month name each day for itself, such as first SAT,SUN')
      const meant = isRange && last ? daysBetween(last, day) : [day]
      isPair = isRange && meant.length === 2 && found.size === 1
      for (const one of meant) found.set(one, [...(found.get(one) ?? []), ...nths])
      last = day
      isRange = false
    } else if (nth) {
      // `2nd last Sunday` is the one before the last, not both: no window is that.
      if (nth === 'last' && nthWords.has(words[at - 1]?.word ?? '')) return refuse(beforeLast)
      if (last) nths = []
      last = null
      nths.push(nth)
    } else if (partWords.has(word) && last) part = text
    else if (group) {
      if (nths.length > 0) return refuse(ofTheMonth)
      for (const one of group) found.set(one, [])
    } else if (rangeWords.has(word)) {
      if (!last) return refuse('name each day for itself, such as first,third SUN')
      isRange = true
    } else if (everyWords.has(word)) said.every = true
    else if (monthWords.has(word)) said.month = true
    else if (weekWords.has(word)) said.week = true
    else if (otherWeekWords.has(word)) return refuse(`a window is of each week or of each month: ${monthly}`)
    else if (/^\d/.test(word)) return refuse(ofTheMonth)
    else if (!listWords.has(word) && !fillWords.has(word)) return refuse(noDay(each))
  }
  if (isRange) return refuse('it does not say up to which day')
  if (nths.length > 0 && !last) return refuse(ofTheMonth)
  const days = agreed(found, said)
  return days.ok ? ok({ ...days.value, part, isPair }) : days
}

/** Says that a word is no day, and what would be one. */
export const noDay = ({ text }: Word): string =>
  `"${text.slice(0, 40)}" is not a day of the week: write SUN, Sunday or MON-FRI`

const beforeLast = 'no window counts from the end, but the last: write second,last SUN for both, or name another week'
const monthly = 'write second SUN 02:00-06:00 for the second Sunday of each month'
const ofTheMonth = 'a window is on days of the week: write first MON 02:00-06:00 for the first Monday of each month'

function agreed(
  found: ReadonlyMap<Weekday, readonly Nth[]>,
  said: { readonly every: boolean; readonly week: boolean; readonly month: boolean },
): Result<Pick<MaintenanceWindow, 'days' | 'nths'>, string> {
  const days = weekdays.filter((day) => found.has(day))
  const [first, ...others] = days.map((day) => allNths.filter((nth) => found.get(day)?.includes(nth)))
  if (!first) return refuse('it names no day: write SUN 01:00-05:00, or daily 01:00-05:00')
  if (others.some((nths) => nths.join() !== first.join()))
    return refuse('its days are not of the same weeks of the month: write a window for each')
  const [only] = first
  if (only === undefined && said.month)
    return refuse(`it does not say which one of the month: write first ${days.join(',')} 02:00-06:00`)
  if (only && said.week && !said.month) return refuse('it is of each week and of each month: write one of them')
  // `every third Sunday` is of every third week to some, and the third of each month to others.
  const isUnclear = said.every && !said.month && first.length === 1 && only !== 'first' && only !== 'last'
  if (only && isUnclear)
    return refuse(
      `every ${only} can mean weeks or months: write ${only} ${days.join(',')} 02:00-06:00 for the ${only} of each month`,
    )
  return ok({ days, nths: only ? first : null })
}

/** @returns the days from one to another, both with them, over the end of the week where it must be */
function daysBetween(first: Weekday, last: Weekday): Weekday[] {
  const between = (weekdays.indexOf(last) - weekdays.indexOf(first) + 7) % 7
  return Array.from({ length: between + 1 }, (_, i) => weekdayAfter(first, i))
}
