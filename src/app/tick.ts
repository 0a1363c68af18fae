import { stampOf, zerotouch } from '../domain/people/actor.ts'
import { otherEnvironment } from '../domain/people/system.ts'
import { after, day, hour, isBefore, minute, sameInstant } from '../domain/time/span.ts'
import { unansweredDays } from '../domain/updates/urgent-request.ts'
import { openIncident } from './failures/open-incident.ts'
import type { Sweep } from './ports/agenda.ts'
import { change } from './ports/change.ts'
import { lockUpdate } from './ports/locks.ts'
import type { Ports, Tx } from './ports/ports.ts'
import type { Work } from './ports/work.ts'
import { numbersOf } from './scheduling/planning.ts'
import { replan } from './scheduling/replan.ts'
import { tell } from './telling/tell.ts'

/** How many rows one round takes; what is left waits for the next. */
const batchSize = 200

/**
 * Everything that time alone brings (DESIGN 4.1): starts that were missed, updaters gone silent, requests that expire.
 * @param keepers what else is looked after in each round; one that fails holds up none of the rest
 */
export const makeTick =
  (ports: Ports, keepers: readonly Sweep[]): Work['tick'] =>
  async () => {
    const agenda = await ports.withoutTransaction((tx) => tx.agenda.read(ports.clock.now()))
    for (const keep of keepers) {
      try {
        await keep(agenda)
      } catch (error) {
        ports.logger.error({ err: error }, 'could not keep time')
      }
    }
    const { lateMinutes, updateTimeoutHours } = ports.rules.numbers
    const now = ports.clock.now()
    const missed = (tx: Tx) => tx.updates.startingBy(after(now, -lateMinutes * minute), batchSize)
    const silent = (tx: Tx) => tx.updates.silentSince(after(now, -updateTimeoutHours * hour), batchSize)
    const unanswered = (tx: Tx) => tx.urgentRequests.unansweredSince(after(now, -unansweredDays * day), batchSize)
    if (agenda.starting) await each(ports, missed, replanMissed)
    if (agenda.updating) await each(ports, silent, stall)
    if (agenda.requests) await each(ports, unanswered, expire)
  }

/** One transaction for each row, so that one bad row holds up no other. */
async function each(
  ports: Ports,
  find: (tx: Tx) => Promise<readonly { readonly id: string }[]>,
  act: (tx: Tx, ports: Ports, id: string) => Promise<void>,
): Promise<void> {
  for (const { id } of await ports.withoutTransaction(find)) {
    try {
      await change(ports, (tx) => act(tx, ports, id))
    } catch (error) {
      ports.logger.error({ err: error, id }, 'could not keep time for a row; it is tried again in the next round')
    }
  }
}

async function replanMissed(tx: Tx, ports: Ports, id: string): Promise<void> {
  const held = await lockUpdate(tx, id)
  if (held?.update.status !== 'scheduled') return
  const { update, client } = held
  const latest = after(update.startsAt, numbersOf(ports, client).lateMinutes * minute)
  if (!isBefore(latest, ports.clock.now())) return
  const other = await tx.updates.lockCurrent({
    client: client.id,
    environment: otherEnvironment(update.environment),
  })
  const missedToo = other?.status === 'scheduled' && sameInstant(other.startsAt, update.startsAt)
  const missed = missedToo ? [update, other] : [update]
  await replan(
    tx,
    ports,
    missed.map((one) => ({ update: one, cause: 'missed' })),
  )
}

async function stall(tx: Tx, ports: Ports, id: string): Promise<void> {
  const update = await tx.updates.lock(id)
  if (update?.status !== 'updating') return
  const now = ports.clock.now()
  await tx.updates.save({ ...update, status: 'stalled' }, now)
  await openIncident(tx, update, now)
  const { client, environment, release } = update
  const hours = ports.rules.numbers.updateTimeoutHours
  writeDown(tx, 'update-stalled', client, id, now)
  tell(tx, { kind: 'update-stalled', client, facts: { update: id, environment, release, hours } }, now)
}

async function expire(tx: Tx, ports: Ports, id: string): Promise<void> {
  const request = await tx.urgentRequests.lock(id)
  if (request?.status !== 'requested' && request?.status !== 'claimed') return
  await tx.urgentRequests.save({ ...request, status: 'expired' })
  const { client, environment, release } = request
  const now = ports.clock.now()
  writeDown(tx, 'urgent-expired', client, id, now)
  tell(tx, { kind: 'urgent-expired', client, facts: { request: id, environment, release } }, now)
}

const writeDown = (tx: Tx, action: string, client: string, subject: string, at: Date): void =>
  tx.audit.write({ actor: stampOf(zerotouch, client), action, client, subject, detail: {}, at })
