import type { Release } from '../../domain/releases/release.ts'
import type { ReleaseProgress } from '../../domain/rollout/release-progress.ts'
import { clientStages, stageOf } from '../../domain/rollout/rollout-stage.ts'
import type { UpdateStatus } from '../../domain/updates/update.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import type { ReadUseCases } from '../use-cases/reads.ts'
import { readEnd } from './forecast-end.ts'

/** Reads one release's progress, with a few statements over its own rows. */
export const makeReadReleaseProgress =
  (ports: Ports): ReadUseCases['readReleaseProgress'] =>
  (version) =>
    ports.withoutTransaction(async (tx) => {
      const release = await tx.releases.find(version)
      return release && readProgress(tx, ports, release)
    })

export async function readProgress(tx: Tx, ports: Ports, release: Release): Promise<ReleaseProgress> {
  const at = ports.clock.now()
  const stages = zeros(clientStages)
  const systems = zeros(updateStatuses)
  let clients = 0
  for (const group of await tx.releases.clientGroups(release.version)) {
    for (const status of group.updates) systems[status] += group.clients
    const stage = stageOf(group.verification, group.updates)
    if (!stage) continue
    stages[stage] += group.clients
    clients += group.clients
  }
  const goesOn = release.status === 'available' || release.status === 'paused'
  const estimatedEnd = goesOn ? await readEnd(tx, ports, release) : null
  const seen = await tx.nudges.plansSeen(release.version, at)
  return { release, clients, stages, systems, seen, estimatedEnd, at }
}

const updateStatuses = [
  'scheduled',
  'held',
  'updating',
  'stalled',
  'updated',
  'failed',
  'cancelled',
  'superseded',
] as const satisfies readonly UpdateStatus[]

const zeros = <Name extends string>(names: readonly Name[]): Record<Name, number> =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>
