import { escalationTime, latestPlan } from '../../domain/notices/reminder.ts'
import { after, hour, isBefore } from '../../domain/time/span.ts'
import type { Update } from '../../domain/updates/update.ts'
import { change } from '../ports/change.ts'
import { lockUpdate } from '../ports/locks.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { numbersOf } from '../scheduling/planning.ts'
import { deferToQuietHours } from '../telling/defer-to-quiet-hours.ts'
import { tell } from '../telling/tell.ts'
import { remindedStart, together } from './remind.ts'

const batchSize = 200

/**
 * Tells by every other place on file what has reached nobody of a client in time (DESIGN 4.3): once for each start.
 * Staging systems send no mail here either. That somebody did not press Acknowledge is no reason: most people need not.
 */
export async function repeatUnseen(ports: Ports): Promise<void> {
  let page: readonly Update[]
  let last: string | null = null
  do {
    page = await lookAfter(ports, last)
    for (const { id } of page) {
      try {
        await change(ports, (tx) => repeat(tx, ports, id))
      } catch (error) {
        ports.logger.error(
          { err: error, update: id },
          'could not repeat what nobody has seen; the next look tries again',
        )
      }
    }
    last = page.at(-1)?.id ?? null
  } while (page.length === batchSize)
}

const lookAfter = (ports: Ports, last: string | null): Promise<readonly Update[]> =>
  ports.withoutTransaction((tx) => tx.nudges.unseen(ports.clock.now(), last, batchSize))

async function repeat(tx: Tx, ports: Ports, id: string): Promise<void> {
  const held = await lockUpdate(tx, id)
  if (held?.update.status !== 'scheduled') return
  const { update, client } = held
  const { release, startsAt } = update
  if ((await tx.seen.of([id])).length > 0) return
  const now = ports.clock.now()
  const told = await tx.nudges.toldOf(update)
  const toldAt = latestPlan(told)
  // Where nothing could be sent at all, nobody knows.
  if (toldAt && isBefore(now, escalationTime(toldAt, startsAt))) return
  const unseen: Update[] = []
  for (const one of await together(tx, update)) {
    if ((await tx.nudges.say('unseen', [one], now)).size > 0) unseen.push(one)
  }
  if (unseen.length === 0) return
  const knows = new Set(told.filter(({ plannedAt }) => plannedAt !== null).map(({ place }) => place))
  const cutOff = after(startsAt, -numbersOf(ports, client).cutOffHours * hour)
  const expiresAt = isBefore(now, cutOff) ? cutOff : startsAt
  tell(
    tx,
    { kind: 'schedule-repeated', client: client.id, facts: { release, starts: unseen.map(remindedStart) } },
    now,
    (owed, places) =>
      owed.filter(({ place }) => !knows.has(place)).map(deferToQuietHours({ client, update, expiresAt, now }, places)),
  )
}
