import { startOfDay, wallClockOf } from './zone.ts'

/** How many systems start on one calendar day. */
export type DayOfStarts = {
  /** The first instant of the day. */
  readonly from: Date
  readonly systems: number
  /** The most that start in one slot of the day. */
  readonly fullest: number
  /** Slots without room for another. */
  readonly fullSlots: number
}

/** @returns the first instants of so many calendar days of `zone`, today's first, and of the day after the last. */
export function daysFrom(now: Date, days: number, zone: string): Date[] {
  const today = wallClockOf(now, zone).toPlainDate()
  return Array.from({ length: days + 1 }, (_, index) => startOfDay(today.add({ days: index }), zone))
}

/**
 * @param edges from `daysFrom`
 * @param slots systems by slot, keyed by its UTC milliseconds
 */
export function daysOfStarts(
  edges: readonly Date[],
  slots: ReadonlyMap<number, number>,
  capacity: number,
): DayOfStarts[] {
  const days = edges.slice(0, -1).map((from) => ({ from, systems: 0, fullest: 0, fullSlots: 0 }))
  for (const [at, systems] of slots) {
    const day = days[edges.findLastIndex((edge) => edge.getTime() <= at)]
    if (!day) continue
    day.systems += systems
    day.fullest = Math.max(day.fullest, systems)
    if (systems >= capacity) day.fullSlots += 1
  }
  return days
}
