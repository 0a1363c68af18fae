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
import { firstFree, type SlotCapacity, slotCapacity, slotCapacityBetween } from './slot-capacity.ts'

/** What is needed to choose or judge a start for one client. */
export type Planning = {
  readonly client: Client
  readonly windows: readonly MaintenanceWindow[]
  readonly numbers: PolicyNumbers
  readonly freezes: readonly Freeze[]
  readonly now: Date
  readonly capacity: SlotCapacity
}

/** Reads the planning of a client. What it says of slots may be old by the time that it is acted on, unless they are held. */
export async function readPlanning(tx: Tx, ports: Ports, client: Client): Promise<Planning> {
  return (await readPlannings(tx, ports, [client])).of(client)
}

/**
 * Reads the planning of any number of clients, with as many statements as for one. They plan with the same capacity: what
 * one of them takes, the next ones find taken.
 * @param capacity of plans that go beyond these clients; left out, that which the store counts
 */
export async function readPlannings(
  tx: Tx,
  ports: Ports,
  clients: readonly Client[],
  capacity?: SlotCapacity,
): Promise<Plannings> {
  const now = ports.clock.now()
  const freezes = await tx.freezes.aroundAll(
    clients.map(({ id }) => id),
    now,
  )
  const shared = capacity ?? (await capacityFor(tx, ports, clients.length, now))
  const of = (client: Client): Planning => ({
    client,
    windows: windowsOf(client.windows),
    numbers: numbersOf(ports, client),
    freezes: freezes.filter((freeze) => freeze.client === null || freeze.client === client.id),
    now,
    capacity: shared,
  })
  return { capacity: shared, of }
}

/** The plannings of some clients, and the capacity that they share. */
export type Plannings = { readonly capacity: SlotCapacity; of(client: Client): Planning }

/** Beyond so many clients all slots ahead are counted at once, not those alone that they come to ask for. */
const askedAlone = 4

const capacityFor = async (tx: Tx, ports: Ports, clients: number, now: Date): Promise<SlotCapacity> =>
  clients > askedAlone ? slotCapacityBetween(tx, ports, now, lastStart(ports, now)) : slotCapacity(tx, ports)

/** @returns an instant that no start which a rule chooses comes to lie after */
export const lastStart = ({ rules }: Pick<Ports, 'rules'>, now: Date): Date =>
  after(now, (2 * rules.numbers.horizonDays + rules.numbers.deadlineDays) * day)

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
): Promise<Date | null> => firstFree(planning.capacity, startsFrom(planning, kind, notBefore, opensAt), systems)

/** The legal starts of a client, capacity apart. */
export const startsFrom = (
  planning: Omit<Planning, 'capacity'>,
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
  const { numbers, now, capacity } = planning
  const { earliest, deadline } = limitsOf(update, now, numbers)
  const { kind } = update
  const horizon = after(later(now, to), (numbers.horizonDays + numbers.deadlineDays) * day)
  const full = await capacity.fullBetween(now, horizon)
  const impossible = (slot: Date): boolean =>
    full.has(slotOf(slot).getTime()) ||
    bindingFreeze(planning.freezes, slot, { kind, byServices }) !== null ||
    (!byServices && !isBefore(slot, deadline)) ||
    (awaitsStart(update.status) && sameInstant(slot, update.startsAt))
  return nearestFreeStarts(to, impossible, 3, earliest)
}
