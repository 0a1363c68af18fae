import type { ActorStamp } from '../../domain/people/actor.ts'
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
export async function letGo(tx: Tx, ports: Ports, updates: readonly Update[], by: ActorStamp): Promise<void> {
  const now = ports.clock.now()
  const extended = await withTimeOnHold(tx, updates, now)
  const resumed = await tx.updates.saveAll(
    extended.map((update) => ({ ...update, status: 'scheduled' as const, hold: null, ...noReasons })),
    now,
  )
  const frozen = await frozenBy(tx, resumed)
  const isMissed = ({ startsAt }: Update): boolean => startsAt <= now
  const isLegal = (update: Update): boolean => !isMissed(update) && !frozen.has(update.id)
  const hadNone = new Set(updates.filter(({ hold }) => hold === 'no-legal-start').map(({ id }) => id))
  const causeOf = (update: Update) => (hadNone.has(update.id) ? 'found' : isMissed(update) ? 'missed' : 'freeze')
  await sayResumed(tx, resumed.filter(isLegal), by, now)
  const illegal = resumed.filter((update) => !isLegal(update))
  await replan(
    tx,
    ports,
    illegal.map((update) => ({ update, cause: causeOf(update) })),
  )
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
  const tellings = updates.map(({ id, client, environment, release, startsAt }): Telling => {
    if (!wasNews.has(id)) return { notice: { kind: 'rollout-redrawn', client, facts: { release } } }
    const facts = { update: id, environment, release, startsAt: startsAt.toISOString() }
    return { notice: { kind: 'update-resumed', client, facts } }
  })
  tellAll(tx, tellings, now)
}
