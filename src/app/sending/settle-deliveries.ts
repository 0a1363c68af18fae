import { type Content, drawAll, outgoingOf } from '../drawing/draw.ts'
import type { Sweep } from '../ports/agenda.ts'
import type { Deliveries, Delivery, FindOutcome } from '../ports/delivery-ports.ts'
import type { Ports } from '../ports/ports.ts'
import type { SenderFor } from './judge.ts'

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
    const all = doubtful.map((delivery) => ({ delivery }))
    await Promise.all(
      (await ports.withoutTransaction((tx) => drawAll(tx, ports, all))).map(async ({ delivery, drawn }) => {
        try {
          const found = await lookUp(senderFor, delivery, drawn)
          if (found) await settle(ports, deliveries, delivery, found)
        } catch (error) {
          ports.logger.warn({ err: error, delivery: delivery.id }, 'could not find out whether a delivery arrived')
        }
      }),
    )
    if (doubtful.length > 0) ports.wake('deliveries')
  }

async function lookUp(
  senderFor: SenderFor,
  delivery: Delivery,
  drawn: Content | Error,
): Promise<FindOutcome | undefined> {
  if (delivery.appeared) return { kind: 'found', message: delivery.appeared }
  if (drawn instanceof Error) throw drawn
  return senderFor(delivery.place.address)?.find(outgoingOf(delivery, drawn))
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
