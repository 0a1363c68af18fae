import { casual } from 'chrono-node/en'
import { Temporal } from 'temporal-polyfill'
import { ok, type Result, refuse } from '../../values/result.ts'
import { isDate } from './impossible-time.ts'
import type { TimeRead } from './settle-time.ts'
import type { TimeRefusal } from './time-refusal.ts'

type Parsed = ReturnType<typeof casual.parse>[number]
type Components = Parsed['start']
type Spoken = { readonly local: Temporal.PlainDateTime; readonly note: TimeRead['note'] }

const FILLER = /\b(?:at|on|the|to|for)\b|[,.!"“”]/g
/** Words that name no single day. */
const VAGUE_DAY = /\b(?:weekend|weekday)\b/
const VAGUE_SPAN = /\b(?:next|this|last|past) (?:week|month|year)\b/
const MODIFIER = /\b(?:this|next|last|past)\b/
/** `05:30` is on a 24-hour clock, `5:30` and `5` may be meant otherwise. */
const TWO_DIGIT_CLOCK = /(?<!\d)\d{2}[:.]\d{2}\b/
/** The hours, from and to, that a part of the day can mean without a doubt about which day it belongs to. */
const PARTS_OF_DAY: readonly (readonly [RegExp, number, number])[] = [
  [/\bmorning\b/, 0, 11],
  [/\bafternoon\b/, 12, 18],
  [/\bevening\b/, 16, 23],
  [/\bnight\b/, 17, 23],
]

/**
 * Reads the words for a day and an hour with chrono, and trusts it with nothing but the numbers it is certain of: it
 * must have matched the whole text, once, without a range; it is never asked for an instant; a weekday is counted here.
 * @param text in lower case; without zone words and impossible parts.
 * @param now what the client's clock shows now.
 */
export function readSpoken(text: string, now: Temporal.PlainDateTime): Result<Spoken, TimeRefusal> {
  if (/\bmidnight\b/.test(text)) return refuse({ kind: 'ambiguous', part: 'midnight' })
  const found = wholeMatch(text, now)
  if (!found || VAGUE_DAY.test(text)) return refuse({ kind: 'unreadable' })
  const { start } = found
  if (VAGUE_SPAN.test(text) && !start.isCertain('weekday')) return refuse({ kind: 'unreadable' })
  if (isDayOrMonth(start)) return refuse({ kind: 'ambiguous', part: found.text })

  const date = dateOf(start, text, now)
  if (!date) return refuse({ kind: 'unreadable' })
  if (start.isCertain('weekday') && start.get('weekday') !== date.dayOfWeek % 7) {
    return refuse({ kind: 'wrong-weekday', date })
  }
  if (!start.isCertain('hour')) return refuse({ kind: 'no-hour', date: saysDay(start) ? date : null })
  const hour = start.get('hour') ?? 0
  for (const [part, from, to] of PARTS_OF_DAY) {
    if (part.test(text) && (hour < from || hour > to)) return refuse({ kind: 'ambiguous', part: text })
  }
  const local = date.toPlainDateTime({
    hour,
    minute: start.get('minute') ?? 0,
    second: start.get('second') ?? 0,
  })
  return /\btonight\b/.test(text) ? tonight(local, now, text) : ok({ local, note: noteOn(start, date, text, now) })
}

/** Chrono's one reading, if it is of the whole text. */
function wholeMatch(text: string, now: Temporal.PlainDateTime): Parsed | null {
  // Chrono counts days with the local fields of Dates, and mixes them up when told of another zone: so it gets the
  // client's today in the machine's own fields, at noon, which no change of the machine's clock comes near.
  const noon = new Date(now.year, now.month - 1, now.day, 12)
  const [found, ...others] = casual.parse(text, noon)
  if (!found || others.length > 0 || found.end || found.start.isCertain('timezoneOffset')) return null
  const left = `${text.slice(0, found.index)} ${text.slice(found.index + found.text.length)}`
  return left.replace(FILLER, '').trim() === '' ? found : null
}

/** The day that was said; without one the next day, today included, on which that hour is still to come. */
function dateOf(start: Components, text: string, now: Temporal.PlainDateTime): Temporal.PlainDate | null {
  const today = now.toPlainDate()
  if (start.isCertain('weekday') && !start.isCertain('day') && !MODIFIER.test(text)) {
    return nextWeekday(start, today)
  }
  const [year, month, day] = [start.get('year') ?? 0, start.get('month') ?? 0, start.get('day') ?? 0]
  if (saysDay(start)) return isDate(year, month, day) ? new Temporal.PlainDate(year, month, day) : null
  if (start.isCertain('month') || start.isCertain('year')) return null
  const said = today.toPlainDateTime({ hour: start.get('hour') ?? 0, minute: start.get('minute') ?? 0 })
  const past = Temporal.PlainDateTime.compare(said, now) <= 0
  return past && !/\bthis\b/.test(text) ? today.add({ days: 1 }) : today
}

const saysDay = (start: Components): boolean => start.isCertain('day') || start.isCertain('weekday')

/** Chrono takes the nearest such day, which may be past or today; people mean the next to come. */
const nextWeekday = (start: Components, today: Temporal.PlainDate): Temporal.PlainDate =>
  today.add({ days: ((start.get('weekday') ?? 0) - today.dayOfWeek + 7) % 7 || 7 })

/** `12/06` is 12 June to some and 6 December to others. */
function isDayOrMonth(start: Components): boolean {
  const [day, month] = [start.get('day') ?? 0, start.get('month') ?? 0]
  return start.tags().has('parser/SlashDateFormatParser') && day <= 12 && month <= 12 && day !== month
}

/** The small hours of tonight are tomorrow's, unless it is past midnight and they are still to come. */
function tonight(
  local: Temporal.PlainDateTime,
  now: Temporal.PlainDateTime,
  text: string,
): Result<Spoken, TimeRefusal> {
  if (local.hour >= 17) return ok({ local, note: 'none' })
  if (local.hour >= 6) return refuse({ kind: 'ambiguous', part: text })
  const past = Temporal.PlainDateTime.compare(local, now) <= 0
  return ok({ local: past ? local.add({ days: 1 }) : local, note: 'none' })
}

function noteOn(
  start: Components,
  date: Temporal.PlainDate,
  text: string,
  now: Temporal.PlainDateTime,
): TimeRead['note'] {
  const byWeekday = start.isCertain('weekday') && !start.isCertain('day')
  if (byWeekday && /\bnext\b/.test(text) && !date.equals(nextWeekday(start, now.toPlainDate()))) {
    return 'next-weekday'
  }
  const hour = start.get('hour') ?? 0
  const bare = hour >= 1 && hour <= 12 && !start.isCertain('meridiem') && !TWO_DIGIT_CLOCK.test(text)
  const named = /\b(?:noon|midday)\b/.test(text) || PARTS_OF_DAY.some(([part]) => part.test(text))
  return bare && !named ? '24-hour' : 'none'
}
