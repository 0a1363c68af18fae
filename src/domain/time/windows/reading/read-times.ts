import { ok, type Result, refuse } from '../../../values/result.ts'
import { minutesOfDay } from '../window.ts'
import type { WrittenTime } from './lex-window.ts'

/** When a window opens, 0 to 1439, and closes, 0 to 1440, in minutes after midnight of no particular day. */
export type Times = { readonly opens: number; readonly closes: number }

/**
 * Reads two times by each other: `1-5am`, `1am-5am`, `22-4`, `01:00-05:00`, `0100-0500`.
 * Refused, in words: a time that no clock shows; one that could be before noon as well as after.
 */
export function readTimes(from: WrittenTime, to: WrittenTime): Result<Times, string> {
  const unclear = doubtOf(from, to)
  if (unclear) return refuse(unclear)
  const opens = minuteOf({ ...from, half: from.half ?? halfBeside(from, to) }, minutesOfDay - 1)
  const closes = minuteOf(to, minutesOfDay)
  if (from.hour === 24 && from.text.toLowerCase() === 'midnight')
    return refuse('midnight can be the beginning of a day or its end: write 00:00 and the day that then begins')
  if (opens === null) return refuse(`no clock shows ${from.text}: write it as 01:00-05:00`)
  if (closes === null) return refuse(`no clock shows ${to.text}: write it as 01:00-05:00, up to 24:00`)
  return ok({ opens, closes })
}

/** `1-5am`: what is written behind the second is meant of the first, too, where that is earlier. */
const halfBeside = (from: WrittenTime, to: WrittenTime): WrittenTime['half'] =>
  from.of24 || to.half === null ? null : to.half

function doubtOf(from: WrittenTime, to: WrittenTime): string | null {
  const unclear = (time: string) => `write it as 01:00-05:00, or with am and pm: ${time} can be before noon or after`
  if (from.bare && to.bare) return unclear(`${from.text}-${to.text}`)
  if (from.half !== null && to.half === null && !to.of24) return unclear(to.text)
  const lent = halfBeside(from, to)
  if (from.half !== null || lent === null) return null
  const [opens, closes] = [minuteOf({ ...from, half: lent }, minutesOfDay), minuteOf(to, minutesOfDay)]
  const isLater = opens !== null && closes !== null && opens >= closes
  return isLater ? unclear(from.text) : null
}

function minuteOf({ hour, minute, half }: Pick<WrittenTime, 'hour' | 'minute' | 'half'>, latest: number) {
  if (minute > 59 || (half !== null && (hour < 1 || hour > 12))) return null
  const hours = half === null ? hour : (hour % 12) + (half === 'pm' ? 12 : 0)
  const minutes = hours * 60 + minute
  return minutes <= latest ? minutes : null
}
