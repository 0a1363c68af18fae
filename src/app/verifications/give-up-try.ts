import { tryFailed, type Verification } from '../../domain/findings/verification.ts'
import { stampOf, zerotouch } from '../../domain/people/actor.ts'
import { insideText } from '../../domain/updates/inside-text.ts'
import type { Tx } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'

/**
 * Writes down that a try of a verification came to nothing. It is tried again by itself; after the last try ops is told,
 * with the runner's words, and can start it again.
 */
export async function giveUpTry(
  tx: Tx,
  before: Verification,
  why: Parameters<typeof tryFailed>[1],
  now: Date,
): Promise<Verification> {
  const verification = await tx.verifications.save(tryFailed(before, why, now))
  const { id, client, release, status, detail } = verification
  await tx.reportParts.drop(id)
  tx.audit.write({
    actor: stampOf(zerotouch, client),
    action: status === 'failed' ? 'verification-failed' : 'verification-retried',
    client,
    subject: id,
    // Not called a reason: that is what a client's history shows.
    detail: { attempt: before.attempt, said: detail },
    at: now,
  })
  const about = { verification: id, release }
  if (status === 'failed') {
    const facts = { ...about, tries: before.attempt, detail: insideText(detail) }
    tell(tx, { kind: 'verification-failed', client, facts }, now)
  } else if (verification.startedAt !== null) {
    tell(tx, { kind: 'verification-stepped', client, facts: about }, now)
  }
  return verification
}
