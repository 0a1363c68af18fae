import { after, minute as minuteMs } from './span.ts'
import { wallClockOf } from './zone.ts'

/** Starts are counted and chosen in slots of 15 minutes. */
export const SLOT_MINUTES = 15
const SLOT_MS = SLOT_MINUTES * minuteMs

/**
 * @returns whether the clock on the client's wall shows a full quarter of an hour. Every offset in use is a multiple
 * of 15 minutes (Asia/Kathmandu +05:45, Australia/Lord_Howe +10:30 and +11:00), so this is a quarter-hour of UTC too,
 * and one slot means the same to all clients; a test holds the zone data to that.
 */
export function isQuarterHour(instant: Date, zone: string): boolean {
  const { minute, second, millisecond } = wallClockOf(instant, zone)
  return minute % SLOT_MINUTES === 0 && second === 0 && millisecond === 0
}

/** @returns the start of the slot that holds an instant: what capacity is counted by. */
export const slotOf = (instant: Date): Date => new Date(Math.floor(instant.getTime() / SLOT_MS) * SLOT_MS)

/** @returns the first quarter-hour at or after an instant. */
export const nextQuarterHour = (instant: Date): Date => new Date(Math.ceil(instant.getTime() / SLOT_MS) * SLOT_MS)

/** @returns the quarter-hours at or after `from` and not after `until`, in order. */
export function* quarterHoursFrom(from: Date, until: Date): Generator<Date, void, undefined> {
  for (let at = nextQuarterHour(from).getTime(); at <= until.getTime(); at += SLOT_MS) yield new Date(at)
}

/** @returns the instant `quarters` quarter-hours after `instant`; before it when negative. */
export const quartersAfter = (instant: Date, quarters: number): Date => after(instant, quarters * SLOT_MS)
