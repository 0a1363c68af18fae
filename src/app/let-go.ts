import type { ActorStamp } from '../domain/actor.ts'
import { after } from '../domain/span.ts'
import type { Update } from '../domain/update.ts'
import { isHeldForCopy } from './hold-for-copy.ts'
import type { Ports, Tx } from './ports.ts'
import { replan } from './replan.ts'
import { tell } from './tell.ts'

/** Lets a held update go on; time on hold extends the deadline, and a start that went by is planned anew. */
export async function letGo(tx: Tx, ports: Ports, update: Update, by: ActorStamp, now: Date): Promise<void> {
  const held = await tx.updates.heldSince(update.id)
  const deadline = held ? after(update.deadline, now.getTime() - held.getTime()) : update.deadline
  const resumed = await tx.updates.save({ ...update, status: 'scheduled', detail: null, deadline }, now)
  if (resumed.startsAt <= now) return replan(tx, ports, resumed, 'missed')
  const { id, client, environment, release } = resumed
  const startsAt = resumed.startsAt.toISOString()
  await tx.audit.write({
    actor: by,
    action: 'update-resumed',
    client,
    subject: id,
    detail: { startsAt },
    at: now,
  })
  await tell(
    tx,
    { kind: 'update-resumed', client, facts: { update: id, environment, release, startsAt } },
    now,
  )
}

/** Lets go what findings held at a client, once its copy passes; a release on hold keeps it until it is resumed. */
export async function letGoOfCopy(
  tx: Tx,
  ports: Ports,
  { client, release, by }: { readonly client: string; readonly release: string; readonly by: ActorStamp },
): Promise<void> {
  if ((await tx.releases.find(release))?.status !== 'available') return
  for (const { id } of await tx.updates.ofRelease(client, release)) {
    const update = await tx.updates.lock(id)
    if (update && isHeldForCopy(update)) await letGo(tx, ports, update, by, ports.clock.now())
  }
}
