import { ok, type Result, refuse } from '../../../values/result.ts'
import { zoneWordIn } from '../../reading/zone-word.ts'
import { type MaintenanceWindow, minutesOfDay, type Weekday, weekdayAfter, weekdays } from '../window.ts'
import type { Token, Word, WrittenTime } from './lex-window.ts'
import { type Days, noDay, readDays } from './read-days.ts'
import { readTimes, type Times } from './read-times.ts'
import { dayWords, fillWords, nextDayWords, partWords, rangeWords } from './window-words.ts'

/** How it closes, beside its time: on a day that was named, or on the one after it opens. */
type Closing = { readonly day: Weekday | null; readonly isNextDay: boolean }

/**
 * Reads the tokens of one window: days and two times, the times first or last, perhaps with the day on which it closes.
 * Refused with what is wrong, in words; with null where nothing better can be said than what windows look like.
 */
export function readSpan(tokens: readonly Token[]): Result<MaintenanceWindow, string | null> {
  const [i = -1, j = -1, ...more] = tokens.flatMap(({ kind }, at) => (kind === 'time' ? [at] : []))
  const [from, to] = [tokens[i], tokens[j]]
  if (from?.kind !== 'time' || to?.kind !== 'time' || more.length > 0) return refuse(null)
  const [before, between, after] = [
    wordsOf(tokens.slice(0, i)),
    wordsOf(tokens.slice(i + 1, j)),
    wordsOf(tokens.slice(j + 1)),
  ]
  const closingDay = closingDayOf(between, before)
  if (!closingDay.ok) return closingDay
  const { isNextDay, rest } = withoutNextDay(after)
  const zone = rest.length > 0 ? zoneWordIn(rest.map(({ word }) => word).join(' ')) : null
  if (zone && !dayWords.has(zone))
    return refuse(`leave ${rest.map(({ text }) => text).join(' ')} out, it is read on the client’s own clock`)
  if (namesDays(before) && namesDays(rest)) return refuse(null)
  const days = readDays([...before, ...rest])
  if (!days.ok) return days
  const times = readTimes(openingOf(from, days.value), to)
  return times.ok ? spanOf(days.value, times.value, { day: closingDay.value, isNextDay }) : times
}

const wordsOf = (tokens: readonly Token[]): Word[] => tokens.flatMap((token) => (token.kind === 'word' ? [token] : []))
const namesDays = (words: readonly Word[]): boolean => words.some(({ word }) => dayWords.has(word))

/** What stands between the times: what says `to`, and perhaps the day on which it closes. */
function closingDayOf(between: readonly Word[], before: readonly Word[]): Result<Weekday | null, string | null> {
  const [first, ...others] = between
  const isBetween = first?.word === 'and' && before.some(({ word }) => word === 'between')
  if (!first || !(rangeWords.has(first.word) || isBetween)) return refuse(null)
  const told = others.filter(({ word }) => word !== ',' && !fillWords.has(word))
  const [day, ...more] = told
  if (!day) return ok(null)
  const named = dayWords.get(day.word)
  if (!named) return refuse(noDay(day))
  return more.length === 0 ? ok(named) : refuse(null)
}

/** `the next day`, after the time at which it closes. */
function withoutNextDay(after: readonly Word[]): {
  readonly isNextDay: boolean
  readonly rest: readonly Word[]
} {
  const [first, second, ...rest] = after.filter(({ word }) => !fillWords.has(word))
  const isNextDay =
    first !== undefined &&
    second !== undefined &&
    nextDayWords.has(first.word) &&
    (second.word === 'day' || partWords.has(second.word))
  return isNextDay ? { isNextDay, rest } : { isNextDay, rest: after }
}

/** Midnight is the beginning of every day: where all are meant, that is one. */
const openingOf = (from: WrittenTime, { days, nths }: Days): WrittenTime =>
  from.hour === 24 && days.length === weekdays.length && !nths ? { ...from, hour: 0 } : from

function spanOf(
  { days, nths, part, isPair }: Days,
  { opens, closes }: Times,
  { day: closingDay, isNextDay }: Closing,
): Result<MaintenanceWindow, string> {
  const [only = 'MON', ...others] = days
  if (closingDay && others.length > 0)
    return refuse(
      'it opens on several days and names one on which it closes: write FRI 22:00-SAT 02:00, or MON-FRI 22:00-02:00',
    )
  const hours = part === null ? undefined : partWords.get(part.toLowerCase())
  if (hours && days.length < weekdays.length && (opens < hours[0] || opens > hours[1]))
    return refuse(`"${part}" does not go with the time at which it opens: name the day on which that time is`)
  const daysLater = closingDay
    ? (weekdays.indexOf(closingDay) - weekdays.indexOf(only) + 7) % 7
    : isNextDay || closes < opens
      ? 1
      : 0
  const minutes = daysLater * minutesOfDay + closes - opens
  if (minutes === 0 || minutes >= 7 * minutesOfDay) return refuse('it opens and closes at the same time')
  if (minutes < 0) return refuse('it closes before it opens: name the day on which it closes')
  if (others.length > 0 && (minutes > minutesOfDay || (minutes === minutesOfDay && opens > 0)))
    return refuse('it would not close before it opens again: write daily 00:00-24:00 for all the time')
  if (isPair && closes < opens) {
    const next = weekdayAfter(only, 1)
    return refuse(
      `it can mean one night or two: name both days, or the one on which it closes, as in ${only},${next} or ${only} 23:00-${next} 02:00`,
    )
  }
  return ok({ days, nths, opens, minutes })
}
