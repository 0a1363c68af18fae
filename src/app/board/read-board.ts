import { daysFrom, daysOfStarts } from '../../domain/days-of-starts.ts'
import { inOrder, type Release } from '../../domain/release.ts'
import type { ReleaseProgress } from '../../domain/release-progress.ts'
import { after, day, hour } from '../../domain/span.ts'
import { defaultWorkingHours } from '../../domain/working-hours.ts'
import type { Ports, Tx } from '../ports.ts'
import { readProgress } from '../releases/read-release-progress.ts'
import type { BoardReads } from './board-reads.ts'

const shownReleases = 4
const shownDays = 28
const shownOfEach = 10
/** A runner that gets on says so more often. */
const quietFor = 1 * hour
/** Older failures are history. */
const failedFor = 7 * day

/** Reads the whole board, in one transaction so that its parts agree. */
export const makeReadBoard =
  (ports: Ports): BoardReads['readBoard'] =>
  () =>
    ports.inTransaction(async (tx) => {
      const at = ports.clock.now()
      const { slotCapacity, workingHours = defaultWorkingHours } = ports.rules
      const { zone } = workingHours
      const edges = daysFrom(at, shownDays, zone)
      const [from = at, to = at] = [edges[0], edges.at(-1)]
      const slots = await tx.updates.slotCounts(from, after(to, -1), 1)
      const groups = await tx.findings.openGroups(null, shownOfEach + 1)
      const stalled = await tx.updates.list({ status: 'stalled' }, { after: null, limit: shownOfEach })
      return {
        ...{ at, zone, slotCapacity },
        releases: await progressOf(tx, ports),
        days: daysOfStarts(edges, slots, slotCapacity),
        failures: groups.slice(0, shownOfEach),
        moreFailures: groups.length > shownOfEach,
        stuck: await tx.operations.stuckVerifications(after(at, -quietFor), shownOfEach),
        stalled: stalled.items,
        places: await tx.operations.placesInTrouble(
          { now: at, failedSince: after(at, -failedFor) },
          shownOfEach,
        ),
      }
    })

async function progressOf(tx: Tx, ports: Ports): Promise<ReleaseProgress[]> {
  const alive = (await tx.releases.list()).filter(({ status }) => status !== 'withdrawn')
  const newest: Release[] = inOrder(alive).slice(-shownReleases).reverse()
  const progress: ReleaseProgress[] = []
  for (const release of newest) progress.push(await readProgress(tx, ports, release))
  return progress
}
