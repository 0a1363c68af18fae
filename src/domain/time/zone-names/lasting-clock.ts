import { hour } from '../span.ts'
import { zoneSpans } from '../zone-data.ts'

/** What a zone's clock does as far as the zone data know today, beyond the changes that are decided already. */
export type LastingClock = {
  /** How far it is ahead of UTC, in hours: once, or in winter and in summer, the smaller first. */
  readonly hoursAhead: readonly number[]
  /** What its times are called, in lower case: `est`, `edt`. */
  readonly names: readonly string[]
}

/** Years whose clocks follow the rules that are in force; the data end in 2037. */
const from = Date.UTC(2032, 0, 1)

const known = new Map<string, LastingClock>()

export function lastingClock(zone: string): LastingClock {
  const before = known.get(zone)
  if (before) return before
  const { untils, aheadMs, abbreviations } = zoneSpans(zone)
  const lasting = untils.flatMap((until, i) => (until > from ? [i] : []))
  const unique = <T>(values: readonly T[]): T[] => [...new Set(values)]
  const clock = {
    hoursAhead: unique(lasting.map((i) => (aheadMs[i] ?? 0) / hour)).sort((a, b) => a - b),
    names: unique(lasting.map((i) => (abbreviations[i] ?? '').toLowerCase())),
  }
  known.set(zone, clock)
  return clock
}

/** @returns of zones whose clocks do the same the first each, at most so many */
export function oneOfEach(zones: readonly string[], most: number): string[] {
  const first = new Map<string, string>()
  for (const zone of zones) {
    const { hoursAhead, names } = lastingClock(zone)
    const key = `${hoursAhead} ${names}`
    if (!first.has(key)) first.set(key, zone)
  }
  return [...first.values()].slice(0, most)
}
