import type { Finding } from '../../domain/findings/finding.ts'
import { type Verification, verdictOf } from '../../domain/findings/verification.ts'
import type { ActorStamp } from '../../domain/people/actor.ts'
import { isBehind } from '../../domain/releases/version.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { holdForFix } from '../scheduling/hold-for-copy.ts'
import { tell } from '../telling/tell.ts'

/**
 * What a decision about findings means for the client: with the last one accepted it goes on, which is owed and done after
 * this (`goOn`); with one confirmed it waits for a fix, what was scheduled is held, and the client is told (DESIGN 2.4, 2.5, 3).
 * @param findings all of the verification's, as they are now
 */
export async function settleVerification(
  tx: Tx,
  ports: Ports,
  before: Verification,
  findings: readonly Finding[],
  { by, note }: { readonly by: ActorStamp; readonly note: string | null },
): Promise<{ readonly status: Verification['status']; readonly held: number }> {
  const now = ports.clock.now()
  const { id, client, release } = before
  const status = verdictOf(findings)
  const turned = status !== before.status
  if (turned) await tx.verifications.save({ ...before, status, goAheadOwed: status === 'passed' })
  tell(tx, { kind: 'health-report-redrawn', client, facts: { verification: id, release } }, now)
  if (!turned || status !== 'blocked') return { status, held: 0 }
  const held = await holdForFix(tx, { client, release, by }, now)
  if (await isStillBehind(tx, client, release)) {
    const facts = { verification: id, release, held, note }
    tell(tx, { kind: 'verification-blocked', client, facts }, now)
  }
  return { status, held: held.length }
}

/** Who runs the release already waits for nothing. */
async function isStillBehind(tx: Tx, id: string, release: string): Promise<boolean> {
  const client = await tx.clients.find(id)
  return client?.systems.some(({ version }) => isBehind(version, release)) ?? false
}
