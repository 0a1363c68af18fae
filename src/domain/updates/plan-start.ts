import { nextQuarterHour, quartersAfter, slotOf } from '../time/slot.ts'
import { after, day, later, minute } from '../time/span.ts'
import { openings } from '../time/windows/openings.ts'
import type { MaintenanceWindow } from '../time/windows/window.ts'
import { bindingFreeze, type Freeze, type Starter } from './freeze.ts'

/** How far ahead a start is looked for before a person is asked instead (DESIGN 4.1). */
export const HORIZON_DAYS = 60

/** How far to either side of a full slot a free one is looked for: 60 days of quarter-hours. */
const NEARBY_QUARTERS = HORIZON_DAYS * 96

export type StartSearch = {
  /** The client's windows; a client without any has the default one, which the caller passes in. */
  readonly windows: readonly MaintenanceWindow[]
  readonly zone: string
  /** The end of the notice period: no start before it. */
  readonly notBefore: Date
  readonly durationMinutes: number
  readonly freezes: readonly Freeze[]
  readonly kind: Starter['kind']
  readonly byServices?: boolean
  readonly now: Date
  /** Days of 24 hours from `now`. */
  readonly horizonDays?: number
}

/**
 * Every quarter-hour inside a window that leaves the duration before the window ends, is not frozen, not before
 * `notBefore` nor before `now`, and at most the horizon away, in order of time. Whether there is room is for the caller
 * to ask, of as few of them as it needs.
 */
export function* legalStarts(search: StartSearch): Generator<Date, void, undefined> {
  const { windows, zone, freezes, kind, byServices = false, now } = search
  const earliest = later(search.notBefore, now)
  const horizon = after(now, (search.horizonDays ?? HORIZON_DAYS) * day).getTime()
  for (const { opensAt, closesAt } of openings(windows, zone, earliest)) {
    if (opensAt.getTime() > horizon) return
    const latest = Math.min(after(closesAt, -search.durationMinutes * minute).getTime(), horizon)
    let start = nextQuarterHour(later(opensAt, earliest))
    while (start.getTime() <= latest) {
      const freeze = bindingFreeze(freezes, start, { kind, byServices })
      if (freeze) {
        start = nextQuarterHour(freeze.endsAt)
        continue
      }
      yield start
      start = quartersAfter(start, 1)
    }
  }
}

/**
 * The way out of a full slot.
 * @param isFull whether a quarter-hour may not be offered: full, or ruled out for any other reason the caller knows.
 * @param from no quarter-hour before this instant.
 * @returns up to `count` quarter-hours that are not full, the nearest to `startsAt` at most 60 days away, in
 * order of time. Of two equally near ones the later goes first: it gives more notice.
 */
export function nearestFreeStarts(startsAt: Date, isFull: (slot: Date) => boolean, count: number, from: Date): Date[] {
  const wished = slotOf(startsAt)
  const found: Date[] = []
  for (let away = 0; away <= NEARBY_QUARTERS && found.length < count; away++) {
    const sides = away === 0 ? [wished] : [quartersAfter(wished, away), quartersAfter(wished, -away)]
    for (const start of sides) {
      if (found.length < count && start.getTime() >= from.getTime() && !isFull(start)) found.push(start)
    }
  }
  return found.sort((a, b) => a.getTime() - b.getTime())
}
