import { ok, type Result, refuse } from '../../../values/result.ts'
import { formatWindow } from '../format-window.ts'
import { tooShort, tooShortWords } from '../too-short.ts'
import type { MaintenanceWindow } from '../window.ts'
import { lexWindow } from './lex-window.ts'
import { parseWindow } from './parse-window.ts'
import { partWindows } from './part-windows.ts'

export const mostWindows = 50
/** Of all windows of a client, as they are typed and as they are kept: so that a form shows and carries all of them. */
export const longestWindows = 2_000

export const tooManyWindows = `All windows together may be ${longestWindows.toLocaleString('en-US')} characters long.`

/**
 * Reads the maintenance windows that a person typed: one on each line, or with commas or semicolons between them.
 * @param expectedMinutes how long an update takes: a window that could never hold one is refused, unless others that it
 * touches make it longer
 * @returns them as they are kept; empty when nothing was typed; or all that is wrong, in words for the person
 */
export function readWindows(text: string, expectedMinutes: number): Result<readonly string[], string> {
  if (text.length > longestWindows) return refuse(tooManyWindows)
  const typed = text.split(/[\n;]+/).flatMap(partsOf)
  if (typed.length > mostWindows) return refuse(`At most ${mostWindows} windows; these are ${typed.length}.`)
  const windows = new Map<string, MaintenanceWindow>()
  const mistakes: string[] = []
  for (const read of typed.map(parseWindow))
    if (read.ok) windows.set(formatWindow(read.value), read.value)
    else mistakes.push(read.refusal.detail)
  const short = tooShort([...windows.values()], expectedMinutes)
  mistakes.push(...short.map((window) => tooShortWords(window, expectedMinutes)))
  if (mistakes.length === 0 && [...windows.keys()].join('\n').length > longestWindows) return refuse(tooManyWindows)
  return mistakes.length > 0 ? refuse(mistakes.map((one) => `${one}.`).join(' ')) : ok([...windows.keys()])
}

/** @returns the texts of the windows on one line; the line as a whole where it is not several */
const partsOf = (line: string): string[] => {
  const parts = partWindows(lexWindow(line))
  return parts.length > 1
    ? parts.map((part) => part.map(({ text }) => text).join(' '))
    : line.trim() === ''
      ? []
      : [line]
}
