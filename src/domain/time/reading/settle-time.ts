import type { Temporal } from 'temporal-polyfill'
import { ok, type Result, refuse } from '../../values/result.ts'
import { readWallClock } from '../zone.ts'
import type { TimeRefusal } from './time-refusal.ts'

/** Which of two, on the night on which the clock shows a time twice. */
export type Which = 'first' | 'second'

export type TimeRead = {
  readonly startsAt: Date
  /** What the client's clock shows then. */
  readonly local: Temporal.PlainDateTime
  /**
   * What to point out when the time is shown back: `rounded` up to the next quarter-hour; `24-hour`, the hour stood
   * without am or pm and was read as on a 24-hour clock; `next-weekday`, "next sunday" was read as the one after the
   * coming one.
   */
  readonly note: 'none' | 'rounded' | '24-hour' | 'next-weekday'
}

/**
 * @param which settles a time that comes twice; without it such a time is refused and both are offered.
 * @returns the one instant that a wall-clock time stands for in `zone`.
 */
export function settleTime(
  local: Temporal.PlainDateTime,
  zone: string,
  which?: Which,
  note: TimeRead['note'] = 'none',
): Result<TimeRead, TimeRefusal> {
  const reading = readWallClock(local, zone)
  switch (reading.kind) {
    case 'exact':
      return ok({ startsAt: reading.instant, local, note })
    case 'skipped':
      return refuse({ kind: 'skipped', local, next: reading.next })
    case 'twice':
      if (which) return ok({ startsAt: reading[which], local, note })
      return refuse({ kind: 'twice', local, first: reading.first, second: reading.second })
  }
}
