import type { Client } from '../domain/client.ts'
import { bindingFreeze, type Freeze } from '../domain/freeze.ts'
import { firstLegalStart, nearestFreeStarts } from '../domain/plan-start.ts'
import { limitsOf } from '../domain/policy.ts'
import type { PolicyNumbers } from '../domain/policy-numbers.ts'
import type { ReleaseKind } from '../domain/release.ts'
import { slotOf } from '../domain/slot.ts'
import { after, day, isBefore, later, sameInstant } from '../domain/span.ts'
import { awaitsStart, type Update } from '../domain/update.ts'
import { type MaintenanceWindow, parseWindow } from '../domain/window.ts'
import type { Ports, Tx } from './ports.ts'

/** What is needed to choose or judge a start for one client, read under the lock of the slots. */
export type Planning = {
  readonly client: Client
  readonly windows: readonly MaintenanceWindow[]
  readonly numbers: PolicyNumbers
  readonly freezes: readonly Freeze[]
  readonly now: Date
  /** Whether so many more systems find no room in the slot of `start`. */
  isFull(start: Date, systems?: number): boolean
}

/** Two systems of one client are planned together, so a slot with less room than that matters. */
const systemsTogether = 2

/**
 * Reads the planning of a client; holds the slots until the end of the transaction, so that counts stay true.
 * @param wished a start that a person names, however far away
 */
export async function readPlanning(tx: Tx, ports: Ports, client: Client, wished?: Date): Promise<Planning> {
  await tx.updates.lockSlots()
  const now = ports.clock.now()
  const numbers = numbersOf(ports, client)
  const { slotCapacity } = ports.rules
  const horizon = after(later(now, wished ?? now), (numbers.horizonDays + numbers.deadlineDays) * day)
  const counts = await tx.updates.slotCounts(slotOf(now), horizon, slotCapacity - systemsTogether + 1)
  return {
    client,
    windows: client.windows.flatMap((text) => {
      const window = parseWindow(text)
      return window.ok ? [window.value] : []
    }),
    numbers,
    freezes: await tx.freezes.around(client.id, now),
    now,
    isFull: (start, systems = 1) => (counts.get(slotOf(start).getTime()) ?? 0) + systems > slotCapacity,
  }
}

export const numbersOf = (ports: Ports, client: Client): PolicyNumbers => ({
  ...ports.rules.numbers,
  ...client.policy,
})

/** @returns the first legal start from `notBefore` on for so many systems; null when there is none within the horizon. */
export const legalStart = (
  planning: Planning,
  kind: ReleaseKind,
  notBefore: Date,
  systems: number,
): Date | null =>
  firstLegalStart({
    windows: planning.windows,
    zone: planning.client.zone,
    notBefore,
    durationMinutes: planning.numbers.expectedMinutes,
    freezes: planning.freezes,
    kind,
    isFull: (slot) => planning.isFull(slot, systems),
    horizonDays: planning.numbers.horizonDays,
    now: planning.now,
  })

/** @returns up to three quarter-hours near `to` that this person could choose for the update instead. */
export function startsNear(planning: Planning, to: Date, update: Update, byServices: boolean): Date[] {
  const { earliest, deadline } = limitsOf(update, planning.now, planning.numbers)
  const { kind } = update
  const impossible = (slot: Date): boolean =>
    planning.isFull(slot) ||
    bindingFreeze(planning.freezes, slot, { kind, byServices }) !== null ||
    (!byServices && !isBefore(slot, deadline)) ||
    (awaitsStart(update.status) && sameInstant(slot, update.startsAt))
  return nearestFreeStarts(to, impossible, 3, earliest)
}
