import type { Client } from '../../domain/people/client.ts'
import type { PolicyNumbers } from '../../domain/people/policy-numbers.ts'
import type { ReleaseKind } from '../../domain/releases/release.ts'
import { slotOf } from '../../domain/time/slot.ts'
import { after, day, isBefore, later, sameInstant } from '../../domain/time/span.ts'
import { windowsOf } from '../../domain/time/windows/reading/parse-window.ts'
import type { MaintenanceWindow } from '../../domain/time/windows/window.ts'
import { bindingFreeze, type Freeze } from '../../domain/updates/freeze.ts'
import { legalStarts, nearestFreeStarts } from '../../domain/updates/plan-start.ts'
import { limitsOf } from '../../domain/updates/policy.ts'
import { awaitsStart, type Update } from '../../domain/updates/update.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { firstWithRoom, type Room, roomOf } from './room.ts'

/** What is needed to choose or judge a start for one client, read under the lock of the slots. */
export type Planning = {
  readonly client: Client
  readonly windows: readonly MaintenanceWindow[]
  readonly numbers: PolicyNumbers
  readonly freezes: readonly Freeze[]
  readonly now: Date
  readonly room: Room
}

/** Reads the planning of a client; holds the slots until the end of the transaction, so that counts stay true. */
export async function readPlanning(tx: Tx, ports: Ports, client: Client): Promise<Planning> {
  await tx.updates.lockSlots()
  return lookAtPlanning(tx, ports, client)
}

/** The same to look at and not to decide by: nothing is held, so counts may be old by the time they are shown. */
export async function lookAtPlanning(tx: Tx, ports: Ports, client: Client): Promise<Planning> {
  const now = ports.clock.now()
  return planningOf(ports, client, await tx.freezes.around(client.id, now), roomOf(tx, ports), now)
}

export const planningOf = (
  ports: Pick<Ports, 'rules'>,
  client: Client,
  freezes: readonly Freeze[],
  room: Room,
  now: Date,
): Planning => ({
  client,
  windows: windowsOf(client.windows),
  numbers: numbersOf(ports, client),
  freezes,
  now,
  room,
})

export const numbersOf = (ports: Pick<Ports, 'rules'>, client: Client): PolicyNumbers => ({
  ...ports.rules.numbers,
  ...client.policy,
})

/**
 * @param opensAt when the client's wave opens, if that is ahead: the horizon counts from there
 * @returns the first legal start from `notBefore` on for so many systems; null when there is none within the horizon.
 */
export const legalStart = (
  planning: Planning,
  kind: ReleaseKind,
  notBefore: Date,
  systems: number,
  opensAt: Date | null = null,
): Promise<Date | null> => firstWithRoom(planning.room, startsFrom(planning, kind, notBefore, opensAt), systems)

/** The legal starts of a client, room apart. */
export const startsFrom = (
  planning: Omit<Planning, 'room'>,
  kind: ReleaseKind,
  notBefore: Date,
  opensAt: Date | null = null,
): Generator<Date> =>
  legalStarts({
    windows: planning.windows,
    zone: planning.client.zone,
    notBefore,
    durationMinutes: planning.numbers.expectedMinutes,
    freezes: planning.freezes,
    kind,
    horizonDays: planning.numbers.horizonDays,
    now: later(planning.now, opensAt ?? planning.now),
  })

/** @returns up to three quarter-hours near `to` that this person could choose for the update instead. */
export async function startsNear(planning: Planning, to: Date, update: Update, byServices: boolean): Promise<Date[]> {
  const { numbers, now, room } = planning
  const { earliest, deadline } = limitsOf(update, now, numbers)
  const { kind } = update
  const horizon = after(later(now, to), (numbers.horizonDays + numbers.deadlineDays) * day)
  const full = await room.fullBetween(now, horizon)
  const impossible = (slot: Date): boolean =>
    full.has(slotOf(slot).getTime()) ||
    bindingFreeze(planning.freezes, slot, { kind, byServices }) !== null ||
    (!byServices && !isBefore(slot, deadline)) ||
    (awaitsStart(update.status) && sameInstant(slot, update.startsAt))
  return nearestFreeStarts(to, impossible, 3, earliest)
}
