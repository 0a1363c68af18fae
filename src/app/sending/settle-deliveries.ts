import type { Sweep } from '../ports/agenda.ts'
import type { Deliveries, Delivery, FindOutcome } from '../ports/delivery-ports.ts'
import type { Ports } from '../ports/ports.ts'
import { draw, type SenderFor } from './send-delivery.ts'

/** How many one round looks up, all at the same time: a platform that hangs must not hold up the clock's other work. */
const atOnce = 20

/**
 * Settles deliveries of which nobody knows whether they arrived: the platform is asked, and only what is surely absent
 * is sent again. What the platform cannot tell stays in doubt.
 */
export const makeSettleDeliveries =
  (ports: Ports, deliveries: Deliveries, senderFor: SenderFor): Sweep =>
  async ({ unsettled }) => {
    if (!unsettled) return
    await deliveries.abandoned(ports.clock.now())
    const doubtful = await deliveries.takeDoubtful(atOnce)
    await Promise.all(
      doubtful.map(async (delivery) => {
        try {
          const { appeared, place } = delivery
          const found: FindOutcome | undefined = appeared
            ? { kind: 'found', message: appeared }
            : await senderFor(place.address)?.find(await draw(ports, delivery))
          if (found) await settle(ports, deliveries, delivery, found)
        } catch (error) {
          ports.logger.warn({ err: error, delivery: delivery.id }, 'could not find out whether a delivery arrived')
        }
      }),
    )
    if (doubtful.length > 0) ports.wake('deliveries')
  }

async function settle(ports: Ports, deliveries: Deliveries, delivery: Delivery, found: FindOutcome): Promise<void> {
  const now = ports.clock.now()
  switch (found.kind) {
    case 'found':
      return deliveries.found(delivery, found.message, now)
    case 'absent':
      return deliveries.absent(delivery, now)
    case 'undecidable':
      return deliveries.undecidable(delivery)
    case 'unknown':
      return
  }
}
