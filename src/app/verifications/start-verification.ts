import { awaitsReport, type Verification } from '../../domain/findings/verification.ts'
import { type Actor, stampOf } from '../../domain/people/actor.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import { dropVerifications } from '../failures/drop-verification.ts'
import { lockClient } from '../ports/locks.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import type { Refused } from '../ports/request-context.ts'

type Order = { readonly client: string; readonly version: string; readonly actor: Actor }

/** Starts the verification of a release at a client; the one before it becomes obsolete, with its findings. */
export async function startVerification(
  tx: Tx,
  ports: Ports,
  { client, version, actor }: Order,
): Promise<Result<Verification, Refused<'unknown-client' | 'unknown-release' | 'not-available' | 'already-running'>>> {
  if (!(await lockClient(tx, client)))
    return refuse({ code: 'unknown-client', detail: `There is no client ${client}.` })
  const release = await tx.releases.find(version)
  if (!release) return refuse({ code: 'unknown-release', detail: `There is no release ${version}.` })
  if (release.status !== 'available') {
    return refuse({
      code: 'not-available',
      detail: `Release ${version} is ${release.status}; only an available release is verified.`,
    })
  }
  const current = await tx.verifications.current(client, version)
  if (current && awaitsReport(current.status)) {
    return refuse({
      code: 'already-running',
      detail: `Verification ${current.id} of ${version} for ${client} is still running.`,
    })
  }
  const now = ports.clock.now()
  if (current) await dropVerifications(tx, [current], now)
  const verification = await tx.verifications.insert({ client, release: version, urgent: false }, now)
  tx.audit.write({
    actor: stampOf(actor, client),
    action: 'verification-requested',
    client,
    subject: verification.id,
    detail: { release: version },
    at: now,
  })
  return ok(verification)
}
