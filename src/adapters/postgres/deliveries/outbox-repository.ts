import { sql } from 'kysely'
import type { Outbox, Unsent } from '../../../app/ports/stores/outbox-ports.ts'
import type { Connection } from '../plumbing/database.ts'
import { holdDeliveries, markSending } from './hold-deliveries.ts'
import { freeNow, takeTurns } from './lanes.ts'
import { overtakenAmong } from './overtaken.ts'
import { type Settled, writeEnds } from './settle-deliveries.ts'

export const makeOutbox = (tx: Connection): Outbox => ({
  async hold(ids, now) {
    const held = await holdDeliveries(tx, ids, now)
    const overtaken = await overtakenAmong(
      tx,
      held.map(({ id }) => id),
    )
    return held.map((delivery) => ({ delivery, isOvertaken: overtaken.has(delivery.id) }))
  },
  freeNow: (requests, now) => freeNow(tx, requests, now),
  takeTurns: (requests, now) => takeTurns(tx, requests, now),
  async leave(deliveries, worker) {
    const ids = deliveries.map(({ id }) => id)
    const left = await markSending(tx, ids, worker)
    return deliveries.flatMap((delivery) => {
      const claimedAt = left.get(delivery.id)
      return claimedAt ? [{ ...delivery, claimedAt }] : []
    })
  },
  async end(unsent, now) {
    const ends = unsent.map((one) => endOf(one, now))
    await writeEnds(tx, ends, { where: sql`d.status = 'pending'`, attempts: 1 })
  },
})

function endOf(unsent: Unsent, now: Date): Settled {
  if (unsent.status === 'pending') return { ...unsent, finishedAt: null }
  return unsent.status === 'sent' ? { ...unsent, reason: null, finishedAt: now } : { ...unsent, finishedAt: now }
}
