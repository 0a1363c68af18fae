import { after, minute } from '../domain/span.ts'
import type { Deliveries } from './delivery-ports.ts'
import type { Ports } from './ports.ts'
import { draw, type SenderFor } from './send-delivery.ts'

/** A delivery that has been `sending` for so long belongs to a worker that is dead. */
const abandonedAfter = minute

/**
 * Settles deliveries of which nobody knows whether they arrived: the platform is asked, and only what is surely absent
 * is sent again. What the platform cannot tell stays in doubt.
 */
export const makeSettleDeliveries =
  (ports: Ports, deliveries: Deliveries, senderFor: SenderFor) => async (): Promise<void> => {
    const now = ports.clock.now()
    await deliveries.abandoned(after(now, -abandonedAfter), now)
    for (const delivery of await deliveries.doubtful(100)) {
      const sender = senderFor(delivery.place.address)
      if (!sender) continue
      try {
        const found = await sender.find(await draw(ports, delivery))
        if (found.kind === 'found') await deliveries.sent(delivery.id, found.message, ports.clock.now())
        if (found.kind === 'absent')
          await deliveries.postponed(delivery.id, 'it did not arrive', ports.clock.now())
      } catch (error) {
        ports.logger.warn(
          { err: error, delivery: delivery.id },
          'could not find out whether a delivery arrived',
        )
      }
    }
    if ((await deliveries.due(ports.clock.now(), 1)).length > 0) ports.wake('deliveries')
  }
