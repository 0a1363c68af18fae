import { Temporal } from 'temporal-polyfill'
import { ok, type Result, refuse } from '../values/result.ts'
import { startOfDay, wallClockOf } from './zone.ts'

/** What is wrong with the days of a freeze, at which of them. */
export type DaysRefusal = { readonly at: 'first' | 'last'; readonly words: string }

/**
 * Reads a freeze of whole days, both of them frozen, as a calendar gives them (`YYYY-MM-DD`).
 * @param zone whose days they are
 */
export function readFreezeDays(
  first: string,
  last: string,
  zone: string,
  now: Date,
): Result<{ readonly startsAt: Date; readonly endsAt: Date }, DaysRefusal> {
  const from = readDay(first)
  const until = readDay(last)
  if (!from) return refuse({ at: 'first', words: 'Choose the first day.' })
  if (!until) return refuse({ at: 'last', words: 'Choose the last day.' })
  if (Temporal.PlainDate.compare(until, from) < 0)
    return refuse({ at: 'last', words: 'The last day lies before the first.' })
  if (Temporal.PlainDate.compare(until, wallClockOf(now, zone).toPlainDate()) < 0)
    return refuse({ at: 'last', words: 'That day is over.' })
  return ok({ startsAt: startOfDay(from, zone), endsAt: startOfDay(until.add({ days: 1 }), zone) })
}

function readDay(text: string): Temporal.PlainDate | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text.trim()) ?? []
  if (year === undefined) return null
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    )
  } catch {
    return null
  }
}
