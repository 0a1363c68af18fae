import { showDuration } from '../show-time.ts'
import { nextQuarterHour } from '../slot.ts'
import { after, day, minute } from '../span.ts'
import { formatWindow } from './format-window.ts'
import { eachOpening, type Opening, openings } from './openings.ts'
import { windowsOf } from './reading/parse-window.ts'
import { type MaintenanceWindow, minutesOfDay } from './window.ts'

/** In fifteen months every day of the week begins a month, so all windows meet that ever do. */
const MEETING_MS = 460 * day

/** From when the wall clock is tried; any day would do. */
const FROM = new Date('2027-01-01T00:00:00Z')

/** A window in which nothing could ever start: its place in the list, null for the vendor's default; and why, in words. */
export type ShortWindow = { readonly index: number | null; readonly reason: string }

/**
 * @param kept a client's windows as they are kept; none are the vendor's default one
 * @param minutes how long an update of this client takes
 */
export function shortWindows(
  kept: readonly string[],
  { minutes, defaultWindow }: { readonly minutes: number; readonly defaultWindow: string },
): ShortWindow[] {
  const windows = windowsOf(kept.length > 0 ? kept : [defaultWindow])
  return tooShort(windows, minutes).map((window) => {
    const index = kept.indexOf(formatWindow(window))
    const reason = tooShortWords(window, minutes)
    return index >= 0
      ? { index, reason }
      : { index: null, reason: `is empty, and the vendor’s default window is too short: ${reason}` }
  })
}

/**
 * @param minutes how long an update takes
 * @returns which of a client's windows no update could ever start and end in, alone or with others that it touches. A
 * start is a quarter of an hour, so a window may be too short that is as long as an update. The nights when clocks change
 * are left out: they only make single openings shorter.
 */
export function tooShort(windows: readonly MaintenanceWindow[], minutes: number): MaintenanceWindow[] {
  const doubtful = windows.filter((window) => neededBy(window, minutes) > window.minutes)
  return doubtful.filter((window) => !meetsOthers(window, windows, minutes))
}

/** @returns how long a window would have to be, as it waits for its first quarter-hour */
const neededBy = ({ opens }: MaintenanceWindow, minutes: number): number => ((15 - (opens % 15)) % 15) + minutes

/** Whether one of its openings is part of a longer one that holds an update. Tried on a clock that is never set. */
function meetsOthers(window: MaintenanceWindow, windows: readonly MaintenanceWindow[], minutes: number): boolean {
  const until = after(FROM, MEETING_MS)
  const joined = openings(windows, 'UTC', FROM)
  let held: Opening | undefined = joined.next().value ?? undefined
  for (const { opensAt } of eachOpening([window], 'UTC', FROM)) {
    if (opensAt > until) return false
    while (held && held.closesAt <= opensAt) held = joined.next().value ?? undefined
    if (!held) return false
    if (held.opensAt <= opensAt && holds(held, minutes)) return true
  }
  return false
}

const holds = ({ opensAt, closesAt }: Opening, minutes: number): boolean =>
  after(nextQuarterHour(opensAt), minutes * minute) <= closesAt

/** Says that a window is too short, and what would be long enough. */
export function tooShortWords(window: MaintenanceWindow, minutes: number): string {
  const needed = neededBy(window, minutes)
  // Several days close at last when the next one opens.
  const most = window.days.length === 1 ? 6 * minutesOfDay : minutesOfDay - (window.opens === 0 ? 0 : 1)
  const advice = needed <= most ? `: make it ${formatWindow({ ...window, minutes: needed })} or longer` : ''
  const starts = window.minutes >= minutes ? ' and starts at a quarter of an hour' : ''
  return `${formatWindow(window)} is ${showDuration(window.minutes)} long, and an update takes about ${showDuration(minutes)}${starts}: nothing would ever start in it${advice}`
}
