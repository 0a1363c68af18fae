import { slotOf } from '../../domain/time/slot.ts'
import type { Room } from './room.ts'

/** Room that is counted in memory, for plans that are not written down. */
export type DryRoom = Room & {
  /** So many systems take (or with a negative number leave) a slot. */
  take(start: Date, systems: number): void
}

/** @param counts how many systems start in each slot, by its UTC milliseconds */
export function makeDryRoom(counts: ReadonlyMap<number, number>, slotCapacity: number): DryRoom {
  const taken = new Map(counts)
  const in_ = (slot: number): number => taken.get(slot) ?? 0
  return {
    full: async (slots, systems) =>
      new Set(slots.map((slot) => slotOf(slot).getTime()).filter((slot) => in_(slot) + systems > slotCapacity)),
    fullBetween: async (from, to) =>
      new Set(
        [...taken.keys()].filter((slot) => slot >= from.getTime() && slot <= to.getTime() && in_(slot) >= slotCapacity),
      ),
    take(start, systems) {
      const slot = slotOf(start).getTime()
      taken.set(slot, in_(slot) + systems)
    },
  }
}
