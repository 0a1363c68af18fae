import { Temporal } from 'temporal-polyfill'
import type { Start } from '../../../../app/use-cases/starts.ts'
import { isBefore } from '../../../../domain/time/span.ts'
import { startOfDay } from '../../../../domain/time/zone.ts'

/** What can be chosen on a day, the best there is. */
export type DayState = 'window' | 'free' | 'full' | 'frozen' | 'too-late' | 'too-soon'

export type Day = {
  readonly date: Temporal.PlainDate
  /** Whether it is of the month that is shown, and not of its neighbours. */
  readonly inMonth: boolean
  readonly state: DayState
  readonly starts: readonly Start[]
}

/** The weeks that a month touches, Monday first, as instants: from the first midnight until the last. */
export function spanOfMonth(month: Temporal.PlainYearMonth, zone: string): { from: Date; until: Date } {
  const [first, last] = edges(month)
  return { from: startOfDay(first, zone), until: startOfDay(last.add({ days: 1 }), zone) }
}

/**
 * @param starts in order of time
 * @returns the weeks of a month, each day with what can be chosen on it
 */
export function weeksOf(month: Temporal.PlainYearMonth, zone: string, starts: readonly Start[]): Day[][] {
  const [first, last] = edges(month)
  const weeks: Day[][] = []
  let next = 0
  for (let date = first; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    const ends = startOfDay(date.add({ days: 1 }), zone)
    const begin = next
    while (next < starts.length && isBefore(starts[next]?.at ?? ends, ends)) next++
    const own = starts.slice(begin, next)
    if (date.dayOfWeek === 1) weeks.push([])
    weeks.at(-1)?.push({ date, inMonth: date.toPlainYearMonth().equals(month), state: stateOf(own), starts: own })
  }
  return weeks
}

function edges(month: Temporal.PlainYearMonth): [Temporal.PlainDate, Temporal.PlainDate] {
  const first = month.toPlainDate({ day: 1 })
  const last = first.add({ months: 1 }).subtract({ days: 1 })
  return [first.subtract({ days: first.dayOfWeek - 1 }), last.add({ days: 7 - last.dayOfWeek })]
}

/** What hinders a whole day is what can be told of it: a freeze before a full slot, and both before the limits. */
function stateOf(starts: readonly Start[]): DayState {
  if (starts.some(({ rule, inWindow }) => rule === null && inWindow)) return 'window'
  if (starts.some(({ rule }) => rule === null)) return 'free'
  if (starts.some(({ rule }) => rule === 'frozen')) return 'frozen'
  if (starts.some(({ rule }) => rule === 'no-capacity')) return 'full'
  return starts.some(({ rule }) => rule === 'past-deadline') ? 'too-late' : 'too-soon'
}

/** Quarter-hours that follow one another and are forbidden by the same rule. */
export type Run = { readonly from: Date; readonly until: Date; readonly start: Start }

export function forbiddenRuns(starts: readonly Start[]): Run[] {
  const quarter = 15 * 60_000
  const runs: Run[] = []
  for (const start of starts) {
    if (start.rule === null) continue
    const until = new Date(start.at.getTime() + quarter)
    const last = runs.at(-1)
    const goesOn =
      last?.until.getTime() === start.at.getTime() &&
      last.start.rule === start.rule &&
      last.start.freeze?.reason === start.freeze?.reason
    if (last && goesOn) runs[runs.length - 1] = { ...last, until }
    else runs.push({ from: start.at, until, start })
  }
  return runs
}
