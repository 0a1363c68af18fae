import { after } from '../../domain/time/span.ts'
import { showsOf } from '../../notices/card/shows.ts'
import type { Deliveries, Delivery, Outgoing, SendOutcome } from '../ports/delivery-ports.ts'
import type { Ports } from '../ports/ports.ts'
import { backoff } from './backoff.ts'
import { type Failure, giveUp } from './give-up.ts'

/** How long a platform is left alone that says no to everybody and names no time. */
const laneRest = 5_000

/**
 * Writes down what became of a delivery that was sent. A place that is gone is marked, so that nothing more goes there until
 * it is linked again.
 */
export function makeSettle(ports: Ports, deliveries: Deliveries) {
  return async (delivery: Delivery, outgoing: Outgoing, outcome: SendOutcome): Promise<void> => {
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
        return giveUpOrComeBack(delivery, { reason: outcome.reason, isGone: true })
      case 'rejected':
        ports.logger.error({ delivery: id, place: place.id, reason: outcome.reason }, 'a delivery was refused for good')
        return giveUpOrComeBack(delivery, { reason: outcome.reason, isGone: false })
    }
  }

  /** Nothing was shown: where that cannot be written down now, the platform may be asked once more. */
  async function giveUpOrComeBack(delivery: Delivery, failure: Failure): Promise<void> {
    try {
      await giveUp(ports, deliveries, delivery, failure)
    } catch (error) {
      await deliveries.postponed(delivery.id, failure.reason, after(ports.clock.now(), backoff(delivery.attempts)))
      throw error
    }
  }
}
