import { stopsUpdates } from '../../domain/findings/verification.ts'
import { type ActorStamp, stampOf, zerotouch } from '../../domain/people/actor.ts'
import { noReasons, writtenReasons } from '../../domain/updates/reasons.ts'
import { awaitsStart, type Update } from '../../domain/updates/update.ts'
import type { HeldStart } from '../../notices/findings/verification-blocked.ts'
import type { Tx } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'
import { hold } from './hold.ts'

/** Whether open or confirmed findings stop a release at a client. */
export async function isStopped(
  tx: Tx,
  { client, release }: { readonly client: string; readonly release: string },
): Promise<boolean> {
  const verification = await tx.verifications.current(client, release)
  return verification !== null && stopsUpdates(verification.status)
}

type Rollout = { readonly client: string; readonly release: string }

/** Holds what was scheduled on the strength of an acceptance; the notice about the confirmed failure tells of it. */
export async function holdForFix(
  tx: Tx,
  { client, release, by }: Rollout & { readonly by: ActorStamp },
  now: Date,
): Promise<HeldStart[]> {
  const held: HeldStart[] = []
  for (const update of await waitingOf(tx, { client, release })) {
    // One that is on hold already must not go on when that is over.
    await tx.updates.save({ ...update, status: 'held', hold: 'failure-confirmed', ...noReasons }, now)
    // The notice about the failure says so, and so its end will be told.
    await tx.nudges.say('held', [update], now)
    if (update.status === 'held') continue
    const startsAt = update.startsAt.toISOString()
    const detail = { startsAt, hold: 'failure-confirmed', ...writtenReasons(noReasons) }
    tx.audit.write({ actor: by, action: 'update-held', client, subject: update.id, detail, at: now })
    held.push({ update: update.id, environment: update.environment, startsAt })
  }
  if (held.length > 0) tell(tx, { kind: 'rollout-redrawn', client, facts: { release } }, now)
  return held
}

/** Holds what was scheduled when a check that was run again brings findings. */
export async function holdForSpecialist(tx: Tx, rollout: Rollout, now: Date): Promise<void> {
  const by = stampOf(zerotouch, rollout.client)
  for (const update of await waitingOf(tx, rollout)) {
    if (update.status === 'scheduled') await hold(tx, [update], { hold: 'checked-again', by }, now)
    else await tx.updates.save({ ...update, hold: 'checked-again', ...noReasons }, now)
  }
}

/** The client's updates to the release that have not started, locked. */
async function waitingOf(tx: Tx, { client, release }: Rollout): Promise<Update[]> {
  const waiting: Update[] = []
  for (const { id, status } of await tx.updates.ofRelease(client, release)) {
    const update = awaitsStart(status) ? await tx.updates.lock(id) : null
    if (update && awaitsStart(update.status)) waiting.push(update)
  }
  return waiting.reverse()
}
