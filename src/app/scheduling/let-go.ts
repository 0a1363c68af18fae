import type { ActorStamp } from '../../domain/people/actor.ts'
import { isHeldForCopy } from '../../domain/updates/hold.ts'
import { noReasons } from '../../domain/updates/reasons.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'
import { frozenBy } from './frozen-by.ts'
import { withTimeOnHold } from './hold.ts'
import { replan } from './replan.ts'

/**
 * Lets held updates go on; time on hold extends the deadline. A start that went by meanwhile, or came to lie in a freeze,
 * is planned anew, and so is what was held for want of a start.
 */
export async function letGo(
  tx: Tx,
  ports: Ports,
  updates: readonly Update[],
  by: ActorStamp,
  now: Date,
): Promise<void> {
  const found: Update[] = []
  const missed: Update[] = []
  const frozen: Update[] = []
  for (const update of updates) {
    const { deadline } = await withTimeOnHold(tx, update, now)
    const resumed = await tx.updates.save({ ...update, status: 'scheduled', hold: null, ...noReasons, deadline }, now)
    const isMissed = resumed.startsAt <= now
    if (!isMissed && !(await frozenBy(tx, resumed))) await sayResumed(tx, resumed, by, now)
    else if (update.hold === 'no-legal-start') found.push(resumed)
    else (isMissed ? missed : frozen).push(resumed)
  }
  await replan(tx, ports, found, 'found')
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
  // Who heard nothing of the hold hears nothing of its end.
  const isNews = await tx.nudges.wasSaid('held', update)
  await tell(
    tx,
    isNews ? { kind: 'update-resumed', client, facts } : { kind: 'rollout-redrawn', client, facts: { release } },
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
  const held: Update[] = []
  for (const { id } of await tx.updates.ofRelease(client, release)) {
    const update = await tx.updates.lock(id)
    if (update && isHeldForCopy(update)) held.push(update)
  }
  await letGo(tx, ports, held.reverse(), by, ports.clock.now())
}
