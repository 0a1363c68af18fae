import { after as ahead, day as dayMs, minute } from '../span.ts'
import { aheadMsAt, firstInstantFor, type ZoneSpans, zoneSpans } from '../zone-data.ts'
import { daysIn, firstYear, lastYear, ruleOf } from './recurrence.ts'
import type { MaintenanceWindow } from './window.ts'

/** One time a window is open: from `opensAt` until just before `closesAt`. */
export type Opening = { readonly opensAt: Date; readonly closesAt: Date }

/** A window opens at most six days before it closes; the clock may have been set since, by a day at most. */
const LOOK_BACK_DAYS = 8

/** No rule looks further ahead (the longest horizon is a year): what is open for longer is always open. */
const FOR_EVER_MS = 400 * dayMs

/**
 * Every opening that has not closed by `after`, in the order in which they open: one under way comes first. Windows that
 * overlap or touch are one opening; one that never closes is the last. The clock changes of `zone` are kept: an opening
 * or a closing that the clock skips moves to the first instant that exists; one that it shows twice is the first of the
 * two (so the client never sees the clock pass the end of a window and work go on); an opening of which nothing is left
 * that night is dropped.
 */
export function* openings(
  windows: readonly MaintenanceWindow[],
  zone: string,
  after: Date,
): Generator<Opening, void, undefined> {
  let joined: Opening | null = null
  for (const next of eachOpening(windows, zone, after)) {
    if (joined && next.opensAt <= joined.closesAt) {
      if (next.closesAt > joined.closesAt) joined = { opensAt: joined.opensAt, closesAt: next.closesAt }
      const seen = Math.max(joined.opensAt.getTime(), after.getTime())
      if (joined.closesAt.getTime() - seen > FOR_EVER_MS) break
      continue
    }
    if (joined && joined.closesAt > after) yield joined
    joined = next
  }
  if (joined && joined.closesAt > after) yield joined
}

/** @returns the next `count` instants, strictly after `after`, at which it opens; fewer where it then stays open. */
export function nextOpenings(windows: readonly MaintenanceWindow[], zone: string, after: Date, count: number): Date[] {
  const starts: Date[] = []
  if (count <= 0) return starts
  for (const { opensAt } of openings(windows, zone, after)) {
    if (opensAt > after) starts.push(opensAt)
    if (starts.length >= count) break
  }
  return starts
}

/** @returns whether an update of `durationMinutes` that starts at `instant` begins and ends inside one opening. */
export function isInside(
  windows: readonly MaintenanceWindow[],
  zone: string,
  instant: Date,
  durationMinutes: number,
): boolean {
  const { value: opening } = openings(windows, zone, instant).next()
  return opening ? opening.opensAt <= instant && ahead(instant, durationMinutes * minute) <= opening.closesAt : false
}

/** Every opening of each window from some days before `after` on, in the order in which they open. */
export function* eachOpening(
  windows: readonly MaintenanceWindow[],
  zone: string,
  after: Date,
): Generator<Opening, void, undefined> {
  if (windows.length === 0) return
  const spans = zoneSpans(zone)
  const byStart = windows
    .map((window) => ({ window, rule: ruleOf(window) }))
    .sort((a, b) => a.window.opens - b.window.opens)
  const today = Math.floor((after.getTime() + aheadMsAt(spans, after.getTime())) / dayMs)
  let day = Math.max(today - LOOK_BACK_DAYS, firstDayOf(firstYear))
  for (let year = new Date(day * dayMs).getUTCFullYear(); year <= lastYear; year++) {
    const recurring = byStart.map(({ window, rule }) => ({ window, days: daysIn(rule, year) }))
    for (const end = firstDayOf(year + 1); day < end; day++)
      for (const { window, days } of recurring) {
        const opening = days.has(day) ? openingOn(day, window, spans) : null
        if (opening) yield opening
      }
  }
}

// Date.UTC would take the years 0 to 99 for 1900 to 1999.
const firstDayOf = (year: number): number => new Date(0).setUTCFullYear(year, 0, 1) / dayMs

function openingOn(day: number, { opens, minutes }: MaintenanceWindow, spans: ZoneSpans): Opening | null {
  const opensAt = firstInstantFor(spans, day * dayMs + opens * minute)
  const closesAt = firstInstantFor(spans, day * dayMs + (opens + minutes) * minute)
  return closesAt > opensAt ? { opensAt: new Date(opensAt), closesAt: new Date(closesAt) } : null
}
