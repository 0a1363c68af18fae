import type { Address } from '../../domain/people/place.ts'
import { after, minute } from '../../domain/time/span.ts'
import { showsOf } from '../../notices/card/shows.ts'
import { routeOf } from '../../notices/kinds/all-notices.ts'
import { calendarCard } from '../../notices/updates/calendar-card.ts'
import { letterFor } from '../drawing/letter-for.ts'
import { personalCard } from '../drawing/personal-card.ts'
import { readCalendar } from '../drawing/read-calendar.ts'
import { renderNotice } from '../drawing/render-notice.ts'
import {
  type Deliveries,
  type Delivery,
  nothingStands,
  type Outgoing,
  type Sender,
  type SendOutcome,
} from '../ports/delivery-ports.ts'
import type { Ports } from '../ports/ports.ts'
import type { Work } from '../ports/work.ts'
import { type Failure, giveUp } from './give-up.ts'
import { makeTakeTurn } from './take-turn.ts'

/** Chooses who sends to an address; null when this installation has nobody for it. */
export type SenderFor = (address: Address) => Sender | null

/** Waits between tries: 1, 2, 4 … seconds, at most 5 minutes. A platform's own word (Retry-After) goes first. */
const longestWait = 5 * minute
/** How long a platform is left alone that says no to everybody and names no time. */
const laneRest = 5_000
const backoff = (attempts: number): number => Math.min(longestWait, 1000 * 2 ** Math.min(attempts - 1, 20))

/**
 * Sends one delivery: the row is claimed before anything leaves, and what became of it is written down after. A place
 * that is gone is marked, so that nothing more goes there until it is linked again.
 */
export function makeSendDelivery(ports: Ports, deliveries: Deliveries, senderFor: SenderFor): Work['sendDelivery'] {
  const takeTurn = makeTakeTurn(ports, deliveries)
  return async (id) => {
    const delivery = await deliveries.claim(id, ports.clock.now())
    if (!delivery) return
    const ready = await makeReady(delivery).catch(async (error: unknown) => {
      // Nothing has left: whoever finds the database again may try.
      await deliveries.postponed(id, 'it could not be made ready', ports.clock.now())
      throw error
    })
    if (!ready) return
    try {
      await drawAndSend(ports, deliveries, ready.sender, delivery)
    } finally {
      ready.turn.done()
    }
  }

  /** @returns null where it is not to leave now; the ledger says why */
  async function makeReady(delivery: Delivery) {
    const { id } = delivery
    const end = async (said: Promise<void>): Promise<null> => said.then(() => null)
    if (delivery.appeared && delivery.mode !== 'edit')
      return end(deliveries.sent(id, delivery.appeared, ports.clock.now()))
    if (delivery.place.gone && !isFarewell(delivery))
      return end(giveUp(ports, deliveries, delivery, { reason: 'the place is gone', isGone: false }))
    const sender = senderFor(delivery.place.address)
    if (!sender) {
      const reason = 'no way to this place is set up'
      return end(giveUp(ports, deliveries, delivery, { reason, isGone: false }))
    }
    if (delivery.mode === 'edit' && !delivery.standingMessage)
      return end(deliveries.suppressed(id, nothingStands, ports.clock.now()))
    if (await deliveries.isOvertaken(id)) return end(deliveries.suppressed(id, 'overtaken', ports.clock.now()))
    const turn = await takeTurn(sender.lanes?.(delivery) ?? [], delivery)
    if (turn.now) return { sender, turn }
    for (const at of [turn.at, turn.last]) ports.wake('deliveries', at.getTime() - ports.clock.now().getTime())
    return null
  }
}

/** A channel that was unlinked still hears of that, and of nothing else. */
const isFarewell = ({ notice, place }: Delivery): boolean => routeOf(notice).farewell === place.id

async function drawAndSend(ports: Ports, deliveries: Deliveries, sender: Sender, delivery: Delivery): Promise<void> {
  let outgoing: Outgoing
  try {
    outgoing = await draw(ports, delivery)
  } catch (error) {
    ports.logger.error({ err: error, delivery: delivery.id }, 'could not draw a card')
    const at = after(ports.clock.now(), backoff(delivery.attempts))
    return deliveries.postponed(delivery.id, 'the card could not be drawn', at)
  }
  await settle(ports, deliveries, { delivery, outgoing }, await attempt(sender, outgoing))
}

export async function draw(ports: Ports, delivery: Delivery): Promise<Outgoing> {
  const { id, place, mode, standing, standingMessage, claimedAt: since } = delivery
  const drawn = await ports.inTransaction(async (tx) => {
    const calendar = await readCalendar(tx, delivery, ports.clock.now())
    const client = mode === 'calendar' ? await tx.clients.find(delivery.notice.client ?? '') : null
    const card =
      calendar && client ? calendarCard(calendar.production, client) : await renderNotice(tx, ports, delivery)
    const personal = await personalCard(tx, ports, card, delivery)
    const letter = await letterFor(tx, ports, delivery, personal.schedule)
    return { card: personal.card, calendar, letter }
  })
  return { delivery: id, place, ...drawn, mode, standing, standingMessage, since }
}

/** A sender that throws broke in the middle: whether it was shown is not known. */
async function attempt(sender: Sender, outgoing: Outgoing): Promise<SendOutcome> {
  try {
    return await sender.send(outgoing)
  } catch (error) {
    return { kind: 'in-doubt', reason: error instanceof Error ? error.message : 'the sender broke' }
  }
}

async function settle(
  ports: Ports,
  deliveries: Deliveries,
  { delivery, outgoing }: { readonly delivery: Delivery; readonly outgoing: Outgoing },
  outcome: SendOutcome,
): Promise<void> {
  const { id, place, attempts } = delivery
  const now = ports.clock.now()
  switch (outcome.kind) {
    case 'sent':
      return deliveries.sent(id, outcome.message, now, outgoing.standing && showsOf(outgoing.card))
    case 'retry': {
      const at = after(now, outcome.afterMs ?? backoff(attempts))
      await deliveries.postponed(id, outcome.reason, at)
      // One delivery that has waited long has no say over the others: they wait as the platform says, or a moment.
      if (outcome.closes !== undefined)
        await deliveries.closeLane(outcome.closes, after(now, outcome.afterMs ?? laneRest))
      return
    }
    case 'in-doubt':
      ports.logger.warn({ delivery: id, place: place.id, reason: outcome.reason }, 'a delivery is in doubt')
      return deliveries.inDoubt(id, outcome.reason, now)
    case 'gone':
      ports.logger.warn({ delivery: id, place: place.id, reason: outcome.reason }, 'a place is gone')
      return giveUpOrComeBack(ports, deliveries, delivery, { reason: outcome.reason, isGone: true })
    case 'rejected':
      ports.logger.error({ delivery: id, place: place.id, reason: outcome.reason }, 'a delivery was refused for good')
      return giveUpOrComeBack(ports, deliveries, delivery, { reason: outcome.reason, isGone: false })
  }
}

/** Nothing was shown: where that cannot be written down now, the platform may be asked once more. */
async function giveUpOrComeBack(
  ports: Ports,
  deliveries: Deliveries,
  delivery: Delivery,
  failure: Failure,
): Promise<void> {
  try {
    await giveUp(ports, deliveries, delivery, failure)
  } catch (error) {
    await deliveries.postponed(delivery.id, failure.reason, after(ports.clock.now(), backoff(delivery.attempts)))
    throw error
  }
}
