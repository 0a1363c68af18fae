import type { VerificationStatus } from '../../domain/findings/verification.ts'
import type { Release } from '../../domain/releases/release.ts'
import { opensAt } from '../../domain/releases/waves.ts'
import { chancesOf } from '../../domain/rollout/forecast/chances.ts'
import {
  type EndSpan,
  forecastEnd,
  type Outlook,
  type PlannedLot,
  type UnplannedLot,
  type UnplannedStage,
} from '../../domain/rollout/forecast/forecast-end.ts'
import type { Lot } from '../../domain/rollout/forecast/lot.ts'
import { after, day } from '../../domain/time/span.ts'
import { windowsOf } from '../../domain/time/windows/reading/parse-window.ts'
import type { Freeze } from '../../domain/updates/freeze.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import type { PlannedGroup, Timing, UnplannedClient } from '../ports/stores/outlook-ports.ts'

/** Reads when a roll-out will have ended, as far as can be told; of a paused one as if it were resumed now. */
export async function readEnd(tx: Tx, ports: Ports, release: Release): Promise<EndSpan | null> {
  const now = ports.clock.now()
  const planned = await tx.outlooks.planned(release.version, now)
  const unplanned = await tx.outlooks.unplanned(release.version, now)
  if (planned.length + unplanned.length === 0) return null
  const { horizonDays, deadlineDays } = ports.rules.numbers
  const furthest = after(now, (2 * horizonDays + deadlineDays) * day)
  const lotOf = await makeLots(tx, ports, now)
  const outlook: Outlook = {
    kind: release.kind,
    planned: planned.map((group) => plannedLot(group, lotOf(group), release)),
    unplanned: gathered(unplanned, release, lotOf),
    taken: await tx.updates.slotCounts(now, furthest, 1),
    capacity: ports.rules.slotCapacity,
    chances: chancesOf(await tx.outlooks.seen()),
    now,
  }
  return forecastEnd(outlook)
}

/** One lot for all who may start at the same times, so that these are worked out once. */
async function makeLots(tx: Tx, ports: Ports, now: Date): Promise<(timing: Timing) => Lot> {
  const vendors = await tx.freezes.around(null, now)
  const own = new Map<string, Freeze[]>()
  for (const { client, ...freeze } of await tx.freezes.ofClients(now))
    if (client !== null) own.set(client, [...(own.get(client) ?? []), freeze])
  const known = new Map<string, Lot>()
  return ({ zone, windows, policy, frozen }) => {
    const key = JSON.stringify([zone, windows, policy, frozen])
    const lot = known.get(key) ?? {
      zone,
      windows: windowsOf(windows),
      freezes: [...vendors, ...(frozen === null ? [] : (own.get(frozen) ?? []))],
      numbers: { ...ports.rules.numbers, ...policy },
    }
    known.set(key, lot)
    return lot
  }
}

/** What its own paused release holds is let go with it. */
const plannedLot = ({ status, startsAt, deadline, systems }: PlannedGroup, lot: Lot, release: Release): PlannedLot => ({
  lot,
  systems,
  startsAt,
  deadline,
  state: status === 'held' && release.status === 'paused' ? 'scheduled' : status,
})

/** Clients that nothing tells apart are one row. */
function gathered(
  clients: readonly UnplannedClient[],
  release: Release,
  lotOf: (timing: Timing) => Lot,
): readonly UnplannedLot[] {
  const lots = new Map<Lot, Map<string, UnplannedLot>>()
  for (const one of clients) {
    const lot = lotOf(one)
    const stage = stageOf(one.verification)
    if (stage === null) continue
    const opens = opensAt(release.waves, one.client, release.version)
    const { systems, busyUntil } = one
    const key = JSON.stringify([stage, opens, systems, busyUntil])
    const ofLot = lots.get(lot) ?? new Map<string, UnplannedLot>()
    lots.set(lot, ofLot)
    const clients = (ofLot.get(key)?.clients ?? 0) + 1
    ofLot.set(key, { lot, clients, systems, stage, busyUntil, opensAt: opens })
  }
  return [...lots.values()].flatMap((ofLot) => [...ofLot.values()])
}

/** A confirmed failure waits for a fix: nobody knows until when. */
function stageOf(verification: VerificationStatus): UnplannedStage | null {
  switch (verification) {
    case 'requested':
      return 'to-verify'
    case 'copying':
    case 'updating':
    case 'checking':
    case 'silent':
      return 'verifying'
    case 'failed':
      return 'unverified'
    case 'reported':
      return 'with-findings'
    case 'passed':
      return 'ready'
    case 'blocked':
    case 'obsolete':
      return null
  }
}
