import type { ActorStamp } from '../domain/actor.ts'
import type { Update } from '../domain/update.ts'
import type { Tx } from './ports.ts'
import { tell } from './tell.ts'

/** Puts a scheduled update on hold: written down, and told to those who were told of its start. */
export async function hold(
  tx: Tx,
  update: Update,
  { reason, by }: { readonly reason: string; readonly by: ActorStamp },
  now: Date,
): Promise<void> {
  const { id, client, environment, release } = update
  const startsAt = update.startsAt.toISOString()
  await tx.updates.save({ ...update, status: 'held', detail: reason }, now)
  const detail = { startsAt, reason }
  await tx.audit.write({ actor: by, action: 'update-held', client, subject: id, detail, at: now })
  await tell(
    tx,
    { kind: 'update-held', client, facts: { update: id, environment, release, startsAt, reason } },
    now,
  )
}
