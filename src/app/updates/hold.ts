import type { ActorStamp } from '../../domain/actor.ts'
import type { HoldCause } from '../../domain/hold.ts'
import { noReasons, type Reasons, writtenReasons } from '../../domain/reasons.ts'
import { after } from '../../domain/span.ts'
import type { Update } from '../../domain/update.ts'
import { tell } from '../deliveries/tell.ts'
import type { Tx } from '../ports.ts'

type Hold = { readonly hold: HoldCause; readonly reasons?: Reasons; readonly by: ActorStamp }

/** Puts a scheduled update on hold: written down, and told to those who were told of its start. */
export async function hold(
  tx: Tx,
  update: Update,
  { hold, reasons = noReasons, by }: Hold,
  now: Date,
): Promise<void> {
  const { id, client, environment, release } = update
  const startsAt = update.startsAt.toISOString()
  await tx.updates.save({ ...update, status: 'held', hold, ...reasons }, now)
  const detail = { startsAt, hold, ...writtenReasons(reasons) }
  await tx.audit.write({ actor: by, action: 'update-held', client, subject: id, detail, at: now })
  await tell(
    tx,
    { kind: 'update-held', client, facts: { update: id, environment, release, startsAt, hold, ...reasons } },
    now,
  )
}

/** @returns an update with the deadline that it has now: time on hold by the vendor extends it (DESIGN 4.2). */
export async function withTimeOnHold(tx: Tx, update: Update, now: Date): Promise<Update> {
  const since = update.status === 'held' ? await tx.updates.heldSince(update.id) : null
  return since ? { ...update, deadline: after(update.deadline, now.getTime() - since.getTime()) } : update
}
