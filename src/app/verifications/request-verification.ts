import type { Release } from '../../domain/releases/release.ts'
import { isBehind } from '../../domain/releases/version.ts'
import { changeBy } from '../ports/change.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import type { PipelineUseCases } from '../use-cases/pipeline.ts'
import { startVerification } from './start-verification.ts'

/** Requests the verification of every client that runs something older. @returns how many were requested */
export const requestVerifications = (tx: Tx, release: Release, now: Date): Promise<number> =>
  tx.verifications.requestAll(release.version, (version) => isBehind(version, release.version), now)

/** Starts one verification by hand; one that is still running is not started twice. */
export const makeRequestVerification =
  (ports: Ports): PipelineUseCases['requestVerification'] =>
  async (client, version, actor) => {
    const outcome = await changeBy(ports, actor, (tx) => startVerification(tx, ports, { client, version, actor }))
    if (outcome.ok) ports.wake('verifications')
    return outcome
  }
