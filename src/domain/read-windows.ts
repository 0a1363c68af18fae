import { formatWindow, parseWindow } from './parse-window.ts'
import { ok, type Result, refuse } from './result.ts'
import { showDuration } from './show-time.ts'
import { windowMinutes } from './window.ts'

const mostWindows = 50

/**
 * Reads the maintenance windows that a person typed: one on each line, or with commas or semicolons between them.
 * @param expectedMinutes how long an update takes; a shorter window would never hold one
 * @returns them as they are kept; empty when nothing was typed; or what is wrong, in words for the person
 */
export function readWindows(text: string, expectedMinutes: number): Result<readonly string[], string> {
  const typed = text
    .split(/[\n,;]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
  if (typed.length > mostWindows) return refuse(`At most ${mostWindows} windows; these are ${typed.length}.`)
  const windows: string[] = []
  for (const one of typed) {
    const read = parseWindow(one)
    if (!read.ok) return refuse(`${read.refusal.detail}.`)
    const minutes = windowMinutes(read.value)
    const window = formatWindow(read.value)
    if (minutes < expectedMinutes)
      return refuse(
        `${window} is ${showDuration(minutes)} long, and an update takes about ${showDuration(expectedMinutes)}: nothing would ever start in it.`,
      )
    if (!windows.includes(window)) windows.push(window)
  }
  return ok(windows)
}
