import { type Result, refuse } from '../../../values/result.ts'
import type { MaintenanceWindow } from '../window.ts'
import { lexWindow } from './lex-window.ts'
import { partWindows } from './part-windows.ts'
import { readSpan } from './read-span.ts'

export type WindowRefusal = {
  /** One sentence without its full stop, to show: what was typed, and what would be right. */
  readonly detail: string
}

export const longestWindow = 500
export const windowForms =
  'write it as SUN 01:00-05:00, SAT 23:00-SUN 02:00, MON-FRI 22:00-02:00, daily 02:00-04:00 or first SUN 02:00-06:00'

/**
 * Reads one maintenance window in the ways in which people write it: `SUN 01:00-05:00`; `SAT 23:00-SUN 02:00`; `SAT
 * 23:00-02:00` (an end at or before the start is on the next day); `FRI 22:00-MON 04:00`; several days `MON-FRI
 * 22:00-02:00`, `SAT,SUN 01:00-05:00`, `daily 02:00-04:00`; of each month `first SUN 02:00-06:00`, `2nd and 4th TUE …`,
 * `last SAT …`; and as `sayWindow` says them. Any case, full and plural names, `1am-5am`, `0100-0500`, `01:00 to 05:00`,
 * an end of `24:00`.
 * Refused, with a `detail` to show: another form, an unknown day, a time that no clock shows, what could mean two things,
 * the same start and end, an end before the start on the same named day.
 */
export function parseWindow(text: string): Result<MaintenanceWindow, WindowRefusal> {
  const shown = text.trim().slice(0, 60)
  if (text.length > longestWindow) return refuse({ detail: `"${shown}…" is not a window: ${windowForms}` })
  const parts = partWindows(lexWindow(text))
  const [only] = parts
  if (parts.length > 1)
    return refuse({ detail: `"${shown}" is not a window but ${parts.length}: give each for itself` })
  const read = readSpan(only ?? [])
  if (read.ok) return read
  return refuse({
    detail:
      read.refusal === null
        ? `"${shown}" is not a window: ${windowForms}`
        : `"${shown}" is not a window: ${read.refusal}`,
  })
}

const mostKept = 1_000
const kept = new Map<string, MaintenanceWindow | null>()

/** @returns windows that are kept, as they were read when they came in */
export const windowsOf = (texts: readonly string[]): MaintenanceWindow[] =>
  texts.flatMap((text) => {
    const window = keptWindow(text)
    return window ? [window] : []
  })

/** Clients keep few different windows, and each plan asks for them. */
function keptWindow(text: string): MaintenanceWindow | null {
  const known = kept.get(text)
  if (known !== undefined) return known
  const read = parseWindow(text)
  const window = read.ok ? read.value : null
  if (kept.size >= mostKept) kept.clear()
  kept.set(text, window)
  return window
}
