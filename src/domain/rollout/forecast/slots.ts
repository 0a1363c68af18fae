import { slotOf } from '../../time/slot.ts'
import type { Starts } from './lot.ts'

/** So many clients that start together. */
export type Placed = { readonly at: Date; readonly clients: number }

/** Slots with what is taken of each, in memory: what is placed here takes its place from what is placed after it. */
export type Slots = {
  /**
   * Places clients, each with so many systems, at the first legal starts that have room.
   * @returns where they start; those for whom there is no start in reach are left out
   */
  place(starts: Starts, notBefore: Date, clients: number, systems: number): Placed[]
}

/** @param taken how many systems start in each slot already, by its UTC milliseconds */
export function slotsWith(taken: ReadonlyMap<number, number>, capacity: number): Slots {
  const used = new Map(taken)
  return {
    place(starts, notBefore, clients, systems) {
      const placed: Placed[] = []
      let left = clients
      if (systems > capacity || systems < 1) return placed
      for (const at of starts.from(notBefore)) {
        if (left === 0) break
        const slot = slotOf(at).getTime()
        const before = used.get(slot) ?? 0
        const here = Math.min(left, Math.floor((capacity - before) / systems))
        if (here < 1) continue
        used.set(slot, before + here * systems)
        placed.push({ at, clients: here })
        left -= here
      }
      return placed
    },
  }
}
