import { quarterHoursFrom, slotOf } from '../../domain/time/slot.ts'
import type { Ports, Tx } from '../ports/ports.ts'

/**
 * Where more systems can start (DESIGN 4.1: at most `SLOT_CAPACITY` in a slot, across all clients): what stands, and what
 * the plans that are being made take beside it.
 */
export type SlotCapacity = {
  /** Those of `slots`, as UTC milliseconds, in which so many more systems find no room. */
  full(slots: readonly Date[], systems: number): Promise<ReadonlySet<number>>
  /** Every full slot of a span, as UTC milliseconds. */
  fullBetween(from: Date, to: Date): Promise<ReadonlySet<number>>
  /** So many systems take, or with a negative number leave, a slot. */
  take(start: Date, systems: number): void
}

/** @param taken how many systems start in each slot, by its UTC milliseconds, as far as it is known */
export function makeSlotCapacity(
  capacity: number,
  taken: Map<number, number>,
  { look, lookBetween }: Look,
): SlotCapacity {
  const plans = new Map<number, number>()
  const isFullWith = (slot: number, standing: number, systems: number): boolean =>
    standing + (plans.get(slot) ?? 0) + systems > capacity
  return {
    async full(starts, systems) {
      const slots = starts.map((start) => slotOf(start).getTime())
      if (systems > capacity) return new Set(slots)
      const unknown = slots.filter((slot) => !taken.has(slot))
      if (unknown.length > 0) {
        const found = await look(unknown.map((slot) => new Date(slot)))
        for (const slot of unknown) taken.set(slot, found.get(slot) ?? 0)
      }
      return new Set(slots.filter((slot) => isFullWith(slot, taken.get(slot) ?? 0, systems)))
    },
    async fullBetween(from, to) {
      const most = Math.max(0, ...plans.values())
      const found = await lookBetween(from, to, Math.max(capacity - most, 1))
      return new Set([...found].flatMap(([slot, standing]) => (isFullWith(slot, standing, 1) ? slot : [])))
    },
    take(start, systems) {
      const slot = slotOf(start).getTime()
      plans.set(slot, (plans.get(slot) ?? 0) + systems)
    },
  }
}

/** How what stands is counted, by slot; slots in which nothing starts may be missing. */
type Look = {
  look(slots: readonly Date[]): Promise<ReadonlyMap<number, number>>
  lookBetween(from: Date, to: Date, atLeast: number): Promise<ReadonlyMap<number, number>>
}

/** Capacity as the store counts it, when it is asked for; what stands must not change before the plans are written. */
export const slotCapacity = (tx: Tx, { rules }: Pick<Ports, 'rules'>): SlotCapacity =>
  makeSlotCapacity(rules.slotCapacity, new Map(), lookAt(tx, rules.slotCapacity))

/** The same, of a span of which much will be asked: it is counted with one statement. */
export async function slotCapacityBetween(
  tx: Tx,
  { rules }: Pick<Ports, 'rules'>,
  from: Date,
  to: Date,
): Promise<SlotCapacity> {
  const counts = await tx.updates.slotCounts(from, to, 1)
  const taken = new Map<number, number>()
  for (const slot of quarterHoursFrom(from, to)) taken.set(slot.getTime(), counts.get(slot.getTime()) ?? 0)
  return makeSlotCapacity(rules.slotCapacity, taken, lookAt(tx, rules.slotCapacity))
}

const lookAt = (tx: Tx, capacity: number): Look => ({
  look: (slots) => tx.updates.takenIn(slots, capacity),
  lookBetween: (from, to, atLeast) => tx.updates.slotCounts(from, to, atLeast),
})

export const isFull = async (capacity: SlotCapacity, start: Date, systems = 1): Promise<boolean> =>
  (await capacity.full([start], systems)).size > 0

/** How many slots are asked about at once: those of one night's window. */
const batchSize = 16

/** @returns the first of the starts, which come in order of time, with room for so many systems; null when none has */
export async function firstFree(capacity: SlotCapacity, starts: Iterable<Date>, systems: number): Promise<Date | null> {
  let batch: Date[] = []
  const search = async (): Promise<Date | null> => {
    if (batch.length === 0) return null
    const full = await capacity.full(batch, systems)
    return batch.find((start) => !full.has(slotOf(start).getTime())) ?? null
  }
  for (const start of starts) {
    batch.push(start)
    if (batch.length < batchSize) continue
    const found = await search()
    if (found) return found
    batch = []
  }
  return search()
}
