import type { Release } from '../../domain/releases/release.ts'
import { defaultWorkingHours } from '../../domain/time/working-hours.ts'
import type { Card } from '../../notices/card/card.ts'
import type { ReleaseBoardView } from '../../notices/notice/views.ts'
import { releaseBoardCard } from '../../notices/rollout/release-board-card.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { readProgress } from '../releases/read-release-progress.ts'
import type { ReadUseCases } from '../use-cases/reads.ts'

/** Draws the board of a roll-out as it is now. */
export const renderBoard = async (tx: Tx, ports: Ports, release: Release): Promise<Card> =>
  releaseBoardCard(await readBoard(tx, ports, release))

/** Reads what the board shows, on the clock of the vendor's teams. */
export async function readBoard(tx: Tx, ports: Ports, release: Release): Promise<ReleaseBoardView> {
  const { zone } = ports.rules.workingHours ?? defaultWorkingHours
  const progress = await readProgress(tx, ports, release)
  const attention = await tx.attention.firstOfEach({ release: release.version }, 1, ports.clock.now())
  return { progress, attention, zone }
}

/** Reads one release's board; null for an unknown release. */
export const makeReadReleaseBoard =
  (ports: Ports): ReadUseCases['readReleaseBoard'] =>
  (version) =>
    ports.inTransaction(async (tx) => {
      const release = await tx.releases.find(version)
      return release && renderBoard(tx, ports, release)
    })
