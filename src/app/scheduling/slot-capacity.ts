import { quarterHoursFrom, slotOf } from '../../domain/time/slot.ts'
import type { Ports, Tx } from '../ports/ports.ts'

/**
 * Where more systems can start (DESIGN 4.1: at most `SLOT_CAPACITY` in a slot, across all clients): what stands, and what
 * the plans that are being made take beside it.
 */
export type SlotCapacity = {
  /** Those of `slots`, as UTC milliseconds, in which so many more systems find no room. */
  full(slots: readonly Date[], systems: number): Promise<ReadonlySet<number>>
  /** Every slot of a span that is full as it stands, as UTC milliseconds. */
  fullBetween(from: Date, to: Date): Promise<ReadonlySet<number>>
  /** So many systems take, or with a negative number leave, a slot. */
  take(start: Date, systems: number): void
  /** Holds slots until the end of the transaction, and counts them anew: what stands in them stays as it is. */
  lock(starts: readonly Date[]): Promise<void>
  /**
   * Holds the slots that plans take, as `lock` does.
   * @returns whether they have room for all of them; if not, the plans are forgotten, to be made again
   */
  lockTaken(): Promise<boolean>
}

/** Decides anew until all that is decided fits, since others take slots meanwhile; what it takes is then held. */
export async function decideWithin<T>(capacity: SlotCapacity, decide: () => Promise<T>): Promise<T> {
  for (;;) {
    const decided = await decide()
    if (await capacity.lockTaken()) return decided
  }
}

/** @param taken how many systems start in each slot, by its UTC milliseconds, as far as it is known */
function makeSlotCapacity(tx: Tx, capacity: number, taken: Map<number, number>): SlotCapacity {
  const plans = new Map<number, number>()
  const lock = async (starts: readonly Date[]): Promise<void> => {
    for (const [slot, standing] of await tx.updates.lockSlots(starts)) taken.set(slot, standing)
  }
  const isFullWith = (slot: number, standing: number, systems: number): boolean =>
    standing + (plans.get(slot) ?? 0) + systems > capacity
  return {
    async full(starts, systems) {
      const slots = starts.map((start) => slotOf(start).getTime())
      if (systems > capacity) return new Set(slots)
      const unknown = slots.filter((slot) => !taken.has(slot))
      if (unknown.length > 0) {
        const found = await tx.updates.takenIn(unknown.map((slot) => new Date(slot)))
        for (const slot of unknown) taken.set(slot, found.get(slot) ?? 0)
      }
      return new Set(slots.filter((slot) => isFullWith(slot, taken.get(slot) ?? 0, systems)))
    },
    fullBetween: async (from, to) => new Set((await tx.updates.slotCounts(from, to, capacity)).keys()),
    take(start, systems) {
      const slot = slotOf(start).getTime()
      plans.set(slot, (plans.get(slot) ?? 0) + systems)
    },
    lock,
    async lockTaken() {
      await lock([...plans.keys()].map((slot) => new Date(slot)))
      const fits = [...plans].every(([slot, systems]) => systems <= 0 || !isFullWith(slot, taken.get(slot) ?? 0, 0))
      if (!fits) plans.clear()
      return fits
    },
  }
}

/** Capacity as the store counts it, when it is asked for; what stands must not change before the plans are written. */
export const slotCapacity = (tx: Tx, { rules }: Pick<Ports, 'rules'>): SlotCapacity =>
  makeSlotCapacity(tx, rules.slotCapacity, new Map())

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
  return makeSlotCapacity(tx, rules.slotCapacity, taken)
}

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
