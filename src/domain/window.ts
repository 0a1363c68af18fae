import { type MaintenanceWindow, type WeeklyMoment, weekdays } from './parse-window.ts'
import { day as dayMs, after as later, minute } from './span.ts'
import { aheadMsAt, firstInstantFor, type ZoneSpans, zoneSpans } from './zone-data.ts'

export { formatWindow, type MaintenanceWindow, parseWindow, type Weekday } from './parse-window.ts'

/** One time a window is open: from `opensAt` until just before `closesAt`. */
export type Opening = { readonly opensAt: Date; readonly closesAt: Date }

/** 1970-01-01 was a Thursday, the fourth day of `weekdays`. */
const EPOCH_WEEKDAY = 3

/**
 * Every opening that has not closed by `after`, in the order in which they open, without end: an opening under way
 * comes first. The clock changes of `zone` are kept: an opening or a closing that the clock skips moves to the first
 * instant that exists; one that it shows twice is the first of the two (so the client never sees the clock pass the
 * end of a window and work go on); an opening of which nothing is left that night is dropped.
 */
export function* openings(
  windows: readonly MaintenanceWindow[],
  zone: string,
  after: Date,
): Generator<Opening, void, undefined> {
  if (windows.length === 0) return
  const spans = zoneSpans(zone)
  const now = after.getTime()
  const byStart = [...windows].sort((a, b) => a.opens.minute - b.opens.minute)
  // A window under way opened six calendar days ago at most; the clock may have been set since: one more.
  for (let day = Math.floor((now + aheadMsAt(spans, now)) / dayMs) - 7; ; day++) {
    const weekday = weekdays[(((day + EPOCH_WEEKDAY) % 7) + 7) % 7]
    for (const window of byStart) {
      if (window.opens.day !== weekday) continue
      const opening = openingOn(day, window, spans)
      if (opening && opening.closesAt.getTime() > now) yield opening
    }
  }
}

/** @returns the next `count` instants, strictly after `after`, at which a window opens; each instant once. */
export function nextOpenings(
  windows: readonly MaintenanceWindow[],
  zone: string,
  after: Date,
  count: number,
): Date[] {
  const starts: Date[] = []
  if (count <= 0) return starts
  for (const { opensAt } of openings(windows, zone, after)) {
    const latest = starts.at(-1) ?? after
    if (opensAt.getTime() <= latest.getTime()) continue
    starts.push(opensAt)
    if (starts.length >= count) break
  }
  return starts
}

/** @returns whether an update of `durationMinutes` that starts at `instant` begins and ends inside one window. */
export function isInside(
  windows: readonly MaintenanceWindow[],
  zone: string,
  instant: Date,
  durationMinutes: number,
): boolean {
  const ends = later(instant, durationMinutes * minute).getTime()
  for (const { opensAt, closesAt } of openings(windows, zone, instant)) {
    if (opensAt.getTime() > instant.getTime()) break
    if (ends <= closesAt.getTime()) return true
  }
  return false
}

/** @returns how long a window is open on the wall clock, in minutes. */
export const windowMinutes = ({ opens, closes }: MaintenanceWindow): number => minutesBetween(opens, closes)

function openingOn(day: number, { opens, closes }: MaintenanceWindow, spans: ZoneSpans): Opening | null {
  const midnight = day * dayMs
  const opensAt = firstInstantFor(spans, midnight + opens.minute * minute)
  const closesAt = firstInstantFor(spans, midnight + (opens.minute + minutesBetween(opens, closes)) * minute)
  return closesAt > opensAt ? { opensAt: new Date(opensAt), closesAt: new Date(closesAt) } : null
}

/** Minutes on the wall clock from one moment of the week to the next time the other comes round. */
function minutesBetween(from: WeeklyMoment, to: WeeklyMoment): number {
  const week = 7 * 1440
  const apart = (weekdays.indexOf(to.day) - weekdays.indexOf(from.day)) * 1440 + to.minute - from.minute
  return ((apart % week) + week) % week
}
