import type { PolicyNumbers } from '../../people/policy-numbers.ts'
import type { ReleaseKind } from '../../releases/release.ts'
import { after, hour } from '../../time/span.ts'
import type { MaintenanceWindow } from '../../time/windows/window.ts'
import type { Freeze } from '../../updates/freeze.ts'
import { legalStarts } from '../../updates/plan-start.ts'

/** Clients that can start at the same times: the same windows on the same clock, under the same freezes. */
export type Lot = {
  readonly zone: string
  readonly windows: readonly MaintenanceWindow[]
  readonly freezes: readonly Freeze[]
  readonly numbers: PolicyNumbers
}

/** The legal starts of a lot in order of time, worked out as far as they are asked for. */
export type Starts = {
  /** @returns the legal starts at or after an instant */
  from(instant: Date): Generator<Date, void, undefined>
  /** @returns the first legal start in a window after the one that `start` lies in; null when there is none in reach */
  inNextWindow(start: Date): Date | null
}

/** No window is shorter than the time until the next one: what starts so much later is another night. */
const anotherNight = 12 * hour

export function startsOf({ zone, windows, freezes, numbers }: Lot, kind: ReleaseKind, now: Date): Starts {
  const search = legalStarts({
    windows,
    zone,
    freezes,
    kind,
    now,
    notBefore: now,
    durationMinutes: numbers.expectedMinutes,
    horizonDays: 2 * numbers.horizonDays + numbers.deadlineDays,
  })
  const known: Date[] = []
  const at = (index: number): Date | undefined => {
    while (known.length <= index) {
      const next = search.next()
      if (next.done) return undefined
      known.push(next.value)
    }
    return known[index]
  }
  /** The index of the first one at or after an instant. */
  const indexFrom = (instant: Date): number => {
    for (let last = known.at(-1); last === undefined || last < instant; last = known.at(-1))
      if (at(known.length) === undefined) return known.length
    let [low, high] = [0, known.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((known[middle] ?? instant) < instant) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    *from(instant) {
      for (let index = indexFrom(instant); ; index++) {
        const start = at(index)
        if (start === undefined) return
        yield start
      }
    },
    inNextWindow: (start) => at(indexFrom(after(start, anotherNight))) ?? null,
  }
}
