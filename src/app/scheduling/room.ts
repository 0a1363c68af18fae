import { slotOf } from '../../domain/time/slot.ts'
import type { Ports, Tx } from '../ports/ports.ts'

/** Where more systems can start (DESIGN 4.1: at most `SLOT_CAPACITY` in a slot, across all clients). */
export type Room = {
  /** Those of `slots`, as UTC milliseconds, in which so many more systems find no room. */
  full(slots: readonly Date[], systems: number): Promise<ReadonlySet<number>>
  /** Every full slot of a span, as UTC milliseconds. */
  fullBetween(from: Date, to: Date): Promise<ReadonlySet<number>>
}

/** Room as the store counts it; true until the end of a transaction that holds the slots. */
export function roomOf(tx: Tx, { rules: { slotCapacity } }: Pick<Ports, 'rules'>): Room {
  return {
    full: async (slots, systems) =>
      systems > slotCapacity
        ? new Set(slots.map((slot) => slotOf(slot).getTime()))
        : tx.updates.fullSlots(slots, slotCapacity - systems + 1),
    fullBetween: async (from, to) => new Set((await tx.updates.slotCounts(from, to, slotCapacity)).keys()),
  }
}

export const isFull = async (room: Room, start: Date, systems = 1): Promise<boolean> =>
  (await room.full([start], systems)).size > 0

/** How many slots are asked about at once: those of one night's window. */
const atOnce = 16

/** @returns the first of the starts, which come in order of time, with room for so many systems; null when none has */
export async function firstWithRoom(room: Room, starts: Iterable<Date>, systems: number): Promise<Date | null> {
  let batch: Date[] = []
  const search = async (): Promise<Date | null> => {
    if (batch.length === 0) return null
    const full = await room.full(batch, systems)
    return batch.find((start) => !full.has(slotOf(start).getTime())) ?? null
  }
  for (const start of starts) {
    batch.push(start)
    if (batch.length < atOnce) continue
    const found = await search()
    if (found) return found
    batch = []
  }
  return search()
}
