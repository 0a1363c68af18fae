import type { Release } from '../domain/release.ts'
import { isBehind } from '../domain/version.ts'
import type { PipelineUseCases } from './app.ts'
import { change } from './change.ts'
import type { Ports, Tx } from './ports.ts'
import { startVerification } from './start-verification.ts'

const clientsAtOnce = 500

/** Requests the verification of every client that runs something older. @returns how many were requested */
export async function requestVerifications(tx: Tx, release: Release, now: Date): Promise<number> {
  let requested = 0
  let after: string | null = null
  do {
    const page = await tx.clients.list({ after, limit: clientsAtOnce })
    for (const client of page.items) {
      if (!client.systems.some((system) => isBehind(system.version, release.version))) continue
      await tx.verifications.insert({ client: client.id, release: release.version, urgent: false }, now)
      requested += 1
    }
    after = page.next
  } while (after !== null)
  return requested
}

/** Starts one verification by hand; one that is still running is not started twice. */
export const makeRequestVerification =
  (ports: Ports): PipelineUseCases['requestVerification'] =>
  async (client, version, actor) => {
    const outcome = await change(ports, (tx) => startVerification(tx, ports, { client, version, actor }))
    if (outcome.ok) ports.wake('verifications')
    return outcome
  }
