import { inOrder, type Release } from '../../domain/releases/release.ts'
import type { ReleaseProgress } from '../../domain/rollout/release-progress.ts'
import { daysFrom, daysOfStarts } from '../../domain/time/days-of-starts.ts'
import { after, day } from '../../domain/time/span.ts'
import { defaultWorkingHours } from '../../domain/time/working-hours.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { readProgress } from '../releases/read-release-progress.ts'
import type { BoardReads } from '../use-cases/board-reads.ts'

const shownReleases = 4
const shownDays = 28
const shownOfEach = 10
/** Older failures are history. */
const failedFor = 7 * day

/** Reads the whole board, in one transaction so that its parts agree. */
export const makeReadBoard =
  (ports: Ports): BoardReads['readBoard'] =>
  () =>
    ports.withoutTransaction(async (tx) => {
      const at = ports.clock.now()
      const { slotCapacity, workingHours = defaultWorkingHours } = ports.rules
      const { zone } = workingHours
      const edges = daysFrom(at, shownDays, zone)
      const [from = at, to = at] = [edges[0], edges.at(-1)]
      const slots = await tx.operations.startsBySlot(from, to)
      return {
        at,
        zone,
        slotCapacity,
        releases: await progressOf(tx, ports),
        attention: await tx.attention.firstOfEach({}, shownOfEach, at),
        days: daysOfStarts(edges, slots, slotCapacity),
        places: await tx.operations.placesInTrouble({ now: at, failedSince: after(at, -failedFor) }, shownOfEach),
      }
    })

/** The newest releases, and whatever is on hold, however old it is. */
async function progressOf(tx: Tx, ports: Ports): Promise<ReleaseProgress[]> {
  const alive = inOrder((await tx.releases.list()).filter(({ status }) => status !== 'withdrawn')).reverse()
  const shown: Release[] = alive.filter(({ status }, index) => index < shownReleases || status === 'paused')
  const progress: ReleaseProgress[] = []
  for (const release of shown) progress.push(await readProgress(tx, ports, release))
  return progress
}
