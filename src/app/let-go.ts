import type { ActorStamp } from '../domain/actor.ts'
import { after } from '../domain/span.ts'
import type { Update } from '../domain/update.ts'
import { frozenBy } from './frozen-by.ts'
import { isHeldForCopy } from './hold-for-copy.ts'
import type { Ports, Tx } from './ports.ts'
import { replan } from './replan.ts'
import { tell } from './tell.ts'

/**
 * Lets held updates go on; time on hold extends the deadline. A start that went by meanwhile, or came to lie in a freeze,
 * is planned anew.
 */
export async function letGo(
  tx: Tx,
  ports: Ports,
  updates: readonly Update[],
  by: ActorStamp,
  now: Date,
): Promise<void> {
  const missed: Update[] = []
  const frozen: Update[] = []
  for (const update of updates) {
    const held = await tx.updates.heldSince(update.id)
    const deadline = held ? after(update.deadline, now.getTime() - held.getTime()) : update.deadline
    const resumed = await tx.updates.save({ ...update, status: 'scheduled', detail: null, deadline }, now)
    if (resumed.startsAt <= now) missed.push(resumed)
    else if (await frozenBy(tx, resumed)) frozen.push(resumed)
    else await sayResumed(tx, resumed, by, now)
  }
  await replan(tx, ports, missed, 'missed')
  await replan(tx, ports, frozen, 'freeze')
}

async function sayResumed(tx: Tx, update: Update, by: ActorStamp, now: Date): Promise<void> {
  const { id, client, environment, release } = update
  const startsAt = update.startsAt.toISOString()
  await tx.audit.write({
    actor: by,
    action: 'update-resumed',
    client,
    subject: id,
    detail: { startsAt },
    at: now,
  })
  const facts = { update: id, environment, release, startsAt }
  await tell(tx, { kind: 'update-resumed', client, facts }, now)
}

/** Lets go what findings held at a client, once its copy passes; a release on hold keeps it until it is resumed. */
export async function letGoOfCopy(
  tx: Tx,
  ports: Ports,
  { client, release, by }: { readonly client: string; readonly release: string; readonly by: ActorStamp },
): Promise<void> {
  if ((await tx.releases.find(release))?.status !== 'available') return
  const held: Update[] = []
  for (const { id } of await tx.updates.ofRelease(client, release)) {
    const update = await tx.updates.lock(id)
    if (update && isHeldForCopy(update)) held.push(update)
  }
  await letGo(tx, ports, held.reverse(), by, ports.clock.now())
}
