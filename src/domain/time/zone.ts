import { Temporal } from 'temporal-polyfill'
import { aheadMsAt, firstInstantFor, gapAround, instantsShowing, type LocalMs, spanAt, zoneSpans } from './zone-data.ts'

export { isZone, spelledZone, zoneDataVersion } from './zone-data.ts'

/** What a wall-clock time comes to in a zone. On the two nights of a clock change it can be no instant, or two. */
export type WallClockReading =
  | { readonly kind: 'exact'; readonly instant: Date }
  | {
      readonly kind: 'skipped'
      /** The first instant that does exist; the clock then shows `gapEnds`. */
      readonly next: Date
      readonly gapStarts: Temporal.PlainDateTime
      readonly gapEnds: Temporal.PlainDateTime
    }
  | { readonly kind: 'twice'; readonly first: Date; readonly second: Date }

/** @returns what the clock on the wall of `zone` shows at an instant. */
export const wallClockOf = (instant: Date, zone: string): Temporal.PlainDateTime =>
  plainOf(instant.getTime() + aheadMsAt(zoneSpans(zone), instant.getTime()))

/** @returns the instant or instants at which the clock of `zone` shows `local`. */
export function readWallClock(local: Temporal.PlainDateTime, zone: string): WallClockReading {
  const spans = zoneSpans(zone)
  const [first, second] = instantsShowing(spans, localMsOf(local))
  if (first !== undefined && second !== undefined) {
    return { kind: 'twice', first: new Date(first), second: new Date(second) }
  }
  if (first !== undefined) return { kind: 'exact', instant: new Date(first) }
  const gap = gapAround(spans, localMsOf(local))
  if (!gap) throw new RangeError(`${local.toString()} is outside the data of ${zone}`)
  return {
    kind: 'skipped',
    next: new Date(gap.at),
    gapStarts: plainOf(gap.from),
    gapEnds: plainOf(gap.to),
  }
}

/** @returns the instant `local` stands for: skipped → the first that exists after the gap; twice → the first. */
export const instantOf = (local: Temporal.PlainDateTime, zone: string): Date =>
  new Date(firstInstantFor(zoneSpans(zone), localMsOf(local)))

/** @returns the offset in force at an instant, e.g. `UTC-05:00`. */
export function offsetLabel(instant: Date, zone: string): string {
  const ahead = Math.round(aheadMsAt(zoneSpans(zone), instant.getTime()) / 60_000)
  const digits = (n: number) => String(n).padStart(2, '0')
  const minutes = Math.abs(ahead)
  return `UTC${ahead < 0 ? '-' : '+'}${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}`
}

/** @returns what people call the time in force at an instant, e.g. `EST`; its offset where it has no name. */
export function abbreviation(instant: Date, zone: string): string {
  const spans = zoneSpans(zone)
  const name = spans.abbreviations[spanAt(spans, instant.getTime())] ?? ''
  return /^[A-Za-z]/.test(name) ? name : offsetLabel(instant, zone)
}

/** @returns the first instant of a calendar day in `zone`; where the day has no midnight, the first it does have. */
export function startOfDay(day: Temporal.PlainDate, zone: string): Date {
  const spans = zoneSpans(zone)
  const midnight = localMsOf(day.toPlainDateTime())
  const [first, second] = instantsShowing(spans, midnight)
  // A clock set back just after midnight shows the evening before once more: the day begins at its second midnight.
  const backInTheEvening = second !== undefined && second - 1 + aheadMsAt(spans, second - 1) < midnight
  if (backInTheEvening) return new Date(second)
  return new Date(first ?? firstInstantFor(spans, midnight))
}

/**
 * @returns the exclusive end of the `days`-th calendar day after the instant's own calendar day, as `zone` counts
 * days: anything that starts before it still starts on that day. (DESIGN: the `past-deadline` rule.)
 */
export const endOfDayAfter = (instant: Date, days: number, zone: string): Date =>
  startOfDay(
    wallClockOf(instant, zone)
      .toPlainDate()
      .add({ days: days + 1 }),
    zone,
  )

function plainOf(local: LocalMs): Temporal.PlainDateTime {
  const d = new Date(local)
  return new Temporal.PlainDateTime(
    d.getUTCFullYear(),
    d.getUTCMonth() + 1,
    d.getUTCDate(),
    d.getUTCHours(),
    d.getUTCMinutes(),
    d.getUTCSeconds(),
    d.getUTCMilliseconds(),
  )
}

function localMsOf(local: Temporal.PlainDateTime): LocalMs {
  // Date.UTC would take the years 0 to 99 for 1900 to 1999.
  const day = new Date(0).setUTCFullYear(local.year, local.month - 1, local.day)
  return day + ((local.hour * 60 + local.minute) * 60 + local.second) * 1000 + local.millisecond
}
