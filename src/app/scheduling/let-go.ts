import type { ActorStamp } from '../../domain/people/actor.ts'
import { isHeldForCopy } from '../../domain/updates/hold.ts'
import { noReasons } from '../../domain/updates/reasons.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { type Telling, tellAll } from '../telling/tell.ts'
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
  const extended = await withTimeOnHold(tx, updates, now)
  const resumed = await tx.updates.saveAll(
    extended.map((update) => ({ ...update, status: 'scheduled' as const, hold: null, ...noReasons })),
    now,
  )
  const frozen = await frozenBy(tx, resumed)
  const isMissed = ({ startsAt }: Update): boolean => startsAt <= now
  const isLegal = (update: Update): boolean => !isMissed(update) && !frozen.has(update.id)
  const wasStranded = new Set(updates.filter(({ hold }) => hold === 'no-legal-start').map(({ id }) => id))
  const illegal = resumed.filter((update) => !isLegal(update))
  await sayResumed(tx, resumed.filter(isLegal), by, now)
  const causeOf = (update: Update) => (wasStranded.has(update.id) ? 'found' : isMissed(update) ? 'missed' : 'freeze')
  for (const cause of ['found', 'missed', 'freeze'] as const) {
    await replan(
      tx,
      ports,
      illegal.filter((update) => causeOf(update) === cause),
      cause,
    )
  }
}

async function sayResumed(tx: Tx, updates: readonly Update[], by: ActorStamp, now: Date): Promise<void> {
  tx.audit.write(
    ...updates.map(({ id: subject, client, startsAt }) => ({
      actor: by,
      action: 'update-resumed',
      client,
      subject,
      detail: { startsAt: startsAt.toISOString() },
      at: now,
    })),
  )
  // Who heard nothing of the hold hears nothing of its end.
  const wasNews = await tx.nudges.wasSaid('held', updates)
  const redrawn = new Set<string>()
  const tellings = updates.flatMap(({ id, client, environment, release, startsAt }): Telling[] => {
    if (wasNews.has(id)) {
      const facts = { update: id, environment, release, startsAt: startsAt.toISOString() }
      return [{ notice: { kind: 'update-resumed', client, facts } }]
    }
    const rollout = `${client} ${release}`
    if (redrawn.has(rollout)) return []
    redrawn.add(rollout)
    return [{ notice: { kind: 'rollout-redrawn', client, facts: { release } } }]
  })
  tellAll(tx, tellings, now)
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
