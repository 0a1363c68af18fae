import { Temporal } from 'temporal-polyfill'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH = `(${MONTHS.join('|')})[a-z]*\\.?`
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?'
const YEAR = '(?:,?\\s+(\\d{4}))?(?![\\d:])'

const CLOCK = /(?<![\d:])(\d{1,3}):(\d{2,3})(?::(\d{2,3}))?(?!\d)/g
const HALF_DAY_CLOCK = /(?<![\d:.])(\d{1,2})(?:[:.]\d{2})?(?::\d{2})?\s*([ap])\.?m\b/g
const YEAR_FIRST = /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g
const DAY_MONTH = new RegExp(`(?<![\\d:])${DAY}\\s+(?:of\\s+)?${MONTH}${YEAR}`, 'g')
const MONTH_DAY = new RegExp(`\\b${MONTH}\\s+${DAY}(?!\\d|:|\\s*[ap]\\.?m)${YEAR}`, 'g')

/**
 * The part of a typed time that no clock shows and no calendar has, which chrono would drop or bend into another
 * (`25:00` into nothing, `2026-13-01` into 13 January).
 * @param text in lower case.
 * @returns that part as typed, or null.
 */
export function impossiblePartOf(text: string): string | null {
  for (const [part, hour = '', minute = '', second = '0'] of text.matchAll(CLOCK)) {
    if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return part
  }
  for (const [part, hour = '', half] of text.matchAll(HALF_DAY_CLOCK)) {
    if (Number(hour) > 12 || (Number(hour) === 0 && half === 'p')) return part
  }
  for (const [part, year, month, day] of text.matchAll(YEAR_FIRST)) {
    if (!isDate(Number(year), Number(month), Number(day))) return part
  }
  for (const [part, day, month = '', year] of text.matchAll(DAY_MONTH)) {
    if (!isDate(Number(year ?? A_LEAP_YEAR), MONTHS.indexOf(month) + 1, Number(day))) return part.trim()
  }
  for (const [part, month = '', day, year] of text.matchAll(MONTH_DAY)) {
    if (!isDate(Number(year ?? A_LEAP_YEAR), MONTHS.indexOf(month) + 1, Number(day))) return part.trim()
  }
  return null
}

/** Without a year, 29 February counts as a day. */
const A_LEAP_YEAR = 2028

/** @returns whether the calendar has that day. */
export const isDate = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= new Temporal.PlainYearMonth(year, month).daysInMonth
