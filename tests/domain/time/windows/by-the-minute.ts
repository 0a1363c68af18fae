import moment from 'moment-timezone'
import type { MaintenanceWindow } from '../../../../src/domain/time/windows/window.ts'

/**
 * A second implementation of when windows are open, which shares nothing with the first: it counts through every day of a
 * calendar and through every minute of time, and asks moment-timezone what the clock shows. Slow, and simple to believe.
 */
const minute = 60_000
const day = 1440 * minute
const shortNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'] as const

/** @returns spans [opens, closes) in epoch milliseconds, joined where they touch, of all days from one to another. */
export function openByTheMinute(
  windows: readonly MaintenanceWindow[],
  zone: string,
  from: Date,
  days: number,
): [number, number][] {
  const spans: [number, number][] = []
  const first = Math.floor(from.getTime() / day)
  for (let date = first; date < first + days; date++)
    for (const window of windows) {
      if (!opensOn(window, new Date(date * day))) continue
      const opens = firstMinute(zone, date * day + window.opens * minute)
      const closes = firstMinute(zone, date * day + (window.opens + window.minutes) * minute)
      if (closes > opens) spans.push([opens, closes])
    }
  return joined(spans)
}

function opensOn({ days, nths }: MaintenanceWindow, date: Date): boolean {
  const name = shortNames[date.getUTCDay()]
  if (!days.some((one) => one === name)) return false
  if (!nths) return true
  // Counts the days of this name from the beginning of the month, and looks whether another one follows.
  let count = 0
  for (let at = 1; at <= date.getUTCDate(); at++)
    if (new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), at)).getUTCDay() === date.getUTCDay()) count++
  const isLast = new Date(date.getTime() + 7 * day).getUTCMonth() !== date.getUTCMonth()
  return nths.some((nth) => nth === ordinals[count - 1] || (nth === 'last' && isLast))
}

const firstMinutes = new Map<string, number>()

/** The first minute at which the clock of the zone shows this time or, where it skips it, a later one. */
function firstMinute(zone: string, wallClock: number): number {
  const key = `${zone} ${wallClock}`
  const known = firstMinutes.get(key)
  if (known !== undefined) return known
  const data = moment.tz.zone(zone)
  if (!data) throw new Error(zone)
  for (let at = wallClock - 15 * 60 * minute; ; at += minute)
    if (at - data.utcOffset(at) * minute >= wallClock) {
      firstMinutes.set(key, at)
      return at
    }
}

function joined(spans: [number, number][]): [number, number][] {
  const found: [number, number][] = []
  for (const [opens, closes] of spans.sort((a, b) => a[0] - b[0])) {
    const last = found.at(-1)
    if (last && opens <= last[1]) last[1] = Math.max(last[1], closes)
    else found.push([opens, closes])
  }
  return found
}
