import { startOfDay, wallClockOf } from './zone.ts'

/** The systems whose start lies in a slot: those that start then, and those that are on hold and keep their place in it. */
export type SlotStarts = { readonly systems: number; readonly held: number }

/** How many systems start on one calendar day. */
export type DayOfStarts = SlotStarts & {
  /** The first instant of the day. */
  readonly from: Date
  /** The most that have a place in one slot of the day. */
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
 * @param slots by slot, keyed by its UTC milliseconds
 */
export function daysOfStarts(
  edges: readonly Date[],
  slots: ReadonlyMap<number, SlotStarts>,
  capacity: number,
): DayOfStarts[] {
  const days = edges.slice(0, -1).map((from) => ({ from, systems: 0, held: 0, fullest: 0, fullSlots: 0 }))
  for (const [at, { systems, held }] of slots) {
    const day = days[edges.findLastIndex((edge) => edge.getTime() <= at)]
    if (!day) continue
    day.systems += systems
    day.held += held
    day.fullest = Math.max(day.fullest, systems + held)
    if (systems + held >= capacity) day.fullSlots += 1
  }
  return days
}
