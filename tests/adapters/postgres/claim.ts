import type { Deliveries, Delivery } from '../../../src/app/ports/delivery-ports.ts'
import type { Ports } from '../../../src/app/ports/ports.ts'

/** Takes one delivery, whatever there may be to say against it. */
export async function claim(
  { inTransaction }: Pick<Ports, 'inTransaction'>,
  ledger: Deliveries,
  id: string,
  now: Date,
): Promise<Delivery | null> {
  const { going } = await ledger.claim([id], (free, worker) =>
    inTransaction(async (tx) => {
      const held = await tx.outbox.hold(free, now)
      const deliveries = held.map(({ delivery }) => delivery)
      return { going: await tx.outbox.leave(deliveries, worker) }
    }),
  )
  return going[0] ?? null
}
