import { after } from '../../domain/time/span.ts'
import type { Deliveries, Outgoing, Sender, SendOutcome } from '../ports/delivery-ports.ts'
import type { Ports } from '../ports/ports.ts'
import type { Work } from '../ports/work.ts'
import { type Going, makeClaim } from './claim-deliveries.ts'
import type { SenderFor } from './judge.ts'
import { makeSettle } from './settle-delivery.ts'

/** When one is tried again that could not even be looked at. */
const rest = 10_000

/**
 * Sends deliveries: they are claimed together, their rows marked before anything leaves, then all are sent at the same time,
 * as many as their platforms bear, and what became of each is written down as soon as it is known.
 */
export function makeSendDeliveries(ports: Ports, deliveries: Deliveries, senderFor: SenderFor): Work['sendDeliveries'] {
  const claim = makeClaim(ports, deliveries, senderFor)
  const settle = makeSettle(ports, deliveries)

  return sendDeliveries

  async function sendDeliveries(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    const claimed = await claim(ids).catch((error: unknown) => ({ error }))
    if ('error' in claimed) {
      const [id = '', ...others] = ids
      // One that is odd must not hold up the others.
      return others.length === 0 ? putOff(id, claimed.error) : all(ids.map((one) => sendDeliveries([one])))
    }
    const sends = claimed.going.map(send)
    // One that hangs keeps nobody waiting: there is room as soon as any other is back.
    const room = sends.length > 0 ? Promise.race(sends).catch(() => undefined) : Promise.resolve()
    await all([...sends, room.then(() => sendDeliveries(claimed.next))])
  }

  async function send({ delivery, outgoing, sender, done }: Going): Promise<void> {
    try {
      await settle(delivery, outgoing, await attempt(sender, outgoing))
    } finally {
      done()
    }
  }

  /** Nothing of it has left. @throws the error, where that cannot be written down either */
  async function putOff(id: string, error: unknown): Promise<void> {
    const now = ports.clock.now()
    const end = { id, status: 'pending', reason: 'it could not be made ready', dueAt: after(now, rest) } as const
    await ports
      .inTransaction((tx) => tx.outbox.end([end], now))
      .catch(() => {
        throw error
      })
    ports.logger.error({ err: error, delivery: id }, 'could not make a delivery ready')
  }
}

/** A sender that throws broke in the middle: whether it was shown is not known. */
async function attempt(sender: Sender, outgoing: Outgoing): Promise<SendOutcome> {
  try {
    return await sender.send(outgoing)
  } catch (error) {
    return { kind: 'in-doubt', reason: error instanceof Error ? error.message : 'the sender broke' }
  }
}

/** Sees all through, whatever breaks. @throws what broke first */
async function all(works: readonly Promise<void>[]): Promise<void> {
  const broken = (await Promise.allSettled(works)).find(({ status }) => status === 'rejected')
  if (broken?.status === 'rejected') throw broken.reason
}
