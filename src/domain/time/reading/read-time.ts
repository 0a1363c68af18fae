import { Temporal } from 'temporal-polyfill'
import { ok, type Result, refuse } from '../../values/result.ts'
import { nextQuarterHour } from '../slot.ts'
import { wallClockOf } from '../zone.ts'
import { impossiblePartOf, isDate } from './impossible-time.ts'
import { readElapsed } from './read-elapsed.ts'
import { readSpoken } from './read-spoken.ts'
import { settleTime, type TimeRead, type Which } from './settle-time.ts'
import { respelled, tidied } from './tidy-time.ts'
import { LONGEST_TIME, type TimeRefusal } from './time-refusal.ts'
import { zoneWordIn } from './zone-word.ts'

export type { TimeRead, Which } from './settle-time.ts'
export { explainTimeRefusal, type TimeRefusal } from './time-refusal.ts'

/** `which`: the first or the second, for a time that the clock shows twice that night. */
export type ReadTimeOptions = { readonly zone: string; readonly now: Date; readonly which?: Which }

/** RFC 3339 with a space allowed for the T and the seconds left out. */
const EXACT = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s?(Z|[+-]\d{2}:?\d{2})$/i

/**
 * Reads a time as people type it: `sunday 2am`, `2026-12-06 02:00`, `dec 6 2am`, `tomorrow 14:30`, `in 3 hours`.
 * It is read on the clock of `zone`; only a date and time with `Z` or an offset is that exact instant. Past times are
 * read as they are: a rule refuses them later, as it does times off the quarter-hour. `in 3 hours` is rounded up to the
 * next quarter-hour. Anything that was not understood as a whole is refused.
 */
export function readTime(typed: string, { zone, now, which }: ReadTimeOptions): Result<TimeRead, TimeRefusal> {
  if (typed.length > LONGEST_TIME) return refuse({ kind: 'too-long', limit: LONGEST_TIME })
  const text = tidied(typed)
  if (text === '') return refuse({ kind: 'unreadable' })

  const exact = EXACT.exec(text)
  if (exact) return readExact(exact, zone)
  const elapsed = readElapsed(text, now)
  if (elapsed) {
    const startsAt = nextQuarterHour(elapsed)
    const note = startsAt.getTime() === elapsed.getTime() ? 'none' : 'rounded'
    return ok({ startsAt, local: wallClockOf(startsAt, zone), note })
  }

  const word = zoneWordIn(text)
  if (word !== null) return refuse({ kind: 'zone-word', word })
  // At three o'clock, or in three hours?
  if (/^\d{1,2}h$/.test(text)) return refuse({ kind: 'ambiguous', part: text })
  const spelled = respelled(text)
  const part = impossiblePartOf(spelled)
  if (part !== null) return refuse({ kind: 'impossible', part })
  const spoken = readSpoken(spelled, wallClockOf(now, zone))
  return spoken.ok ? settleTime(spoken.value.local, zone, which, spoken.value.note) : spoken
}

/**
 * Reads what a date picker and a time picker give.
 * @param date `YYYY-MM-DD`
 * @param time `HH:mm`
 */
export function readDateAndTime(
  date: string,
  time: string,
  zone: string,
  which?: Which,
): Result<TimeRead, TimeRefusal> {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  const clock = /^(\d{2}):(\d{2})$/.exec(time)
  if (!day || (!clock && time !== '')) return refuse({ kind: 'unreadable' })
  const part = impossiblePartOf(`${date} ${time}`)
  if (part !== null) return refuse({ kind: 'impossible', part })
  const chosen = new Temporal.PlainDate(Number(day[1]), Number(day[2]), Number(day[3]))
  if (!clock) return refuse({ kind: 'no-hour', date: chosen })
  const local = chosen.toPlainDateTime(new Temporal.PlainTime(Number(clock[1]), Number(clock[2])))
  return settleTime(local, zone, which)
}

function readExact(parts: RegExpExecArray, zone: string): Result<TimeRead, TimeRefusal> {
  const [text, year, month, day, hours, minutes, seconds = '00', fraction = '0', offset = 'z'] = parts
  const valid = isDate(Number(year), Number(month), Number(day)) && impossiblePartOf(text) === null
  const startsAt = new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}.${fraction}${rfcOffset(offset)}`)
  if (!valid || Number.isNaN(startsAt.getTime())) return refuse({ kind: 'impossible', part: text })
  return ok({ startsAt, local: wallClockOf(startsAt, zone), note: 'none' })
}

const rfcOffset = (offset: string): string =>
  offset.toLowerCase() === 'z' ? 'Z' : `${offset.slice(0, 3)}:${offset.slice(-2)}`
