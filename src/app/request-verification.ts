import { stampOf } from '../domain/actor.ts'
import type { Release } from '../domain/release.ts'
import { ok, refuse } from '../domain/result.ts'
import { awaitsReport } from '../domain/verification.ts'
import { isBehind } from '../domain/version.ts'
import type { PipelineUseCases } from './app.ts'
import { change } from './change.ts'
import { dropVerification } from './drop-verification.ts'
import type { Ports, Tx } from './ports.ts'

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
    const outcome = await change(ports, async (tx) => {
      if (!(await tx.clients.lock(client)))
        return refuse({ code: 'unknown-client' as const, detail: `There is no client ${client}.` })
      const release = await tx.releases.find(version)
      if (!release)
        return refuse({ code: 'unknown-release' as const, detail: `There is no release ${version}.` })
      if (release.status !== 'available') {
        return refuse({
          code: 'not-available' as const,
          detail: `Release ${version} is ${release.status}; only an available release is verified.`,
        })
      }
      const current = await tx.verifications.current(client, version)
      if (current && awaitsReport(current.status)) {
        return refuse({
          code: 'already-running' as const,
          detail: `Verification ${current.id} of ${version} for ${client} is still running.`,
        })
      }
      const now = ports.clock.now()
      if (current) await dropVerification(tx, current)
      const verification = await tx.verifications.insert({ client, release: version, urgent: false }, now)
      await tx.audit.write({
        actor: stampOf(actor, client),
        action: 'verification-requested',
        client,
        subject: verification.id,
        detail: { release: version },
        at: now,
      })
      return ok(verification)
    })
    if (outcome.ok) ports.wake('verifications')
    return outcome
  }
