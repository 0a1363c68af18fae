import { remindedPlaces } from '../../domain/notices/reminded-places.ts'
import {
  type LastTold,
  type RemindedStart,
  type ReminderLead,
  reminderLeads,
  tooLateToRemind,
} from '../../domain/notices/reminder.ts'
import { after, isBefore, sameInstant } from '../../domain/time/span.ts'
import type { Update } from '../../domain/updates/update.ts'
import { change } from '../ports/change.ts'
import { lockUpdate } from '../ports/locks.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { numbersOf } from '../scheduling/planning.ts'
import { deferToQuietHours } from '../telling/defer-to-quiet-hours.ts'
import { tell } from '../telling/tell.ts'

/** How many rows one look takes; what is left waits for the next. */
const batchSize = 200

/**
 * Reminds of starts a day and an hour ahead, once for each start (DESIGN 4.3): those places that were told of it. What
 * became of a plan is read when its reminder is due, so one that moved, is held or was cancelled needs no clearing up.
 */
export async function remind(ports: Ports, lead: ReminderLead): Promise<void> {
  const now = ports.clock.now()
  const until = after(now, reminderLeads[lead])
  const due = await ports.withoutTransaction((tx) => tx.nudges.unsaid(lead, now, until, batchSize))
  for (const { id } of due) {
    try {
      await change(ports, (tx) => remindOf(tx, ports, id, lead))
    } catch (error) {
      ports.logger.error({ err: error, update: id }, 'could not remind of a start; the next look tries again')
    }
  }
}

async function remindOf(tx: Tx, ports: Ports, id: string, lead: ReminderLead): Promise<void> {
  // Whoever decides on a start holds its client, so what is read here stays true until it is told.
  const held = await lockUpdate(tx, id)
  if (held?.update.status !== 'scheduled') return
  const { update, client } = held
  const now = ports.clock.now()
  const reminded: Update[] = []
  const told: LastTold[] = []
  for (const one of await together(tx, update)) {
    if ((await tx.nudges.say(lead, [one], now)).size === 0) continue
    reminded.push(one)
    told.push(...(await tx.nudges.toldOf(one)))
  }
  const around = await tx.places.around(client.id)
  const when = { startsAt: update.startsAt, lead, now }
  const places = remindedPlaces(told, around, client.administrators, when)
  const expiresAt = tooLateToRemind(update.startsAt, lead, numbersOf(ports, client).cutOffHours)
  if (places.size === 0 || !isBefore(now, expiresAt)) return
  const facts = { release: update.release, lead, starts: reminded.map(remindedStart) }
  tell(tx, { kind: 'start-reminded', client: client.id, facts }, now, (owed, known) =>
    owed.filter(({ place }) => places.has(place)).map(deferToQuietHours({ client, update, expiresAt, now }, known)),
  )
}

/** The scheduled updates of a release that start with this one: production and staging are told of in one notice. */
export async function together(tx: Tx, update: Update): Promise<Update[]> {
  const updates = await tx.updates.ofRelease(update.client, update.release)
  return updates
    .filter(({ status, startsAt }) => status === 'scheduled' && sameInstant(startsAt, update.startsAt))
    .sort((a, b) => a.environment.localeCompare(b.environment))
}

export const remindedStart = ({ id, environment, startsAt }: Update): RemindedStart => ({
  update: id,
  environment,
  startsAt: startsAt.toISOString(),
})
