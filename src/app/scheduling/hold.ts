import type { ActorStamp } from '../../domain/people/actor.ts'
import { after } from '../../domain/time/span.ts'
import { type HoldCause, isNewsOfHold } from '../../domain/updates/hold.ts'
import { noReasons, type Reasons, reasonsOf, writtenReasons } from '../../domain/updates/reasons.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Tx } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'

type Hold = { readonly hold: HoldCause; readonly reasons?: Reasons; readonly by: ActorStamp }

/** Puts a scheduled update on hold: written down, and told to those who were told of its start when it is near. */
export async function hold(tx: Tx, update: Update, { hold, reasons = noReasons, by }: Hold, now: Date): Promise<void> {
  const held = await tx.updates.save({ ...update, status: 'held', hold, ...reasons }, now)
  const { id: subject, client } = update
  const detail = { startsAt: update.startsAt.toISOString(), hold, ...writtenReasons(reasons) }
  await tx.audit.write({ actor: by, action: 'update-held', client, subject, detail, at: now })
  await tellOfHold(tx, held, now)
}

/** Tells that an update is on hold: as news when its start is near, once for each start; else its card alone changes. */
export async function tellOfHold(tx: Tx, update: Update, now: Date): Promise<void> {
  const { id, client, environment, release, hold } = update
  if (!hold) return
  const startsAt = update.startsAt.toISOString()
  const facts = { update: id, environment, release, startsAt, hold, ...reasonsOf(update) }
  if (!isNewsOfHold(hold, update.startsAt, now))
    return tell(tx, { kind: 'rollout-redrawn', client, facts: { release } }, now)
  await tx.nudges.say('held', update, now)
  await tell(tx, { kind: 'update-held', client, facts }, now)
}

/** @returns an update with the deadline that it has now: time on hold by the vendor extends it (DESIGN 4.2). */
export async function withTimeOnHold(tx: Tx, update: Update, now: Date): Promise<Update> {
  const since = update.status === 'held' ? await tx.updates.heldSince(update.id) : null
  return since ? { ...update, deadline: after(update.deadline, now.getTime() - since.getTime()) } : update
}
