import type { Asked } from './asked.ts'
import type { Ports, Tx } from './ports.ts'

/** Runs a change in one transaction and, once it is committed, says that something may be owed. */
export async function change<T>(ports: Ports, work: (tx: Tx) => Promise<T>): Promise<T> {
  const outcome = await ports.inTransaction(work)
  ports.wake('deliveries')
  ports.wake('starts')
  return outcome
}

/** The same for a person's request: asked twice (a retry, a double click), it is done once and answered alike. */
export const changeOnce = <T>(
  ports: Ports,
  { actor, request }: Asked,
  work: (tx: Tx) => Promise<T>,
): Promise<T> =>
  change(ports, async (tx) => {
    const answered = await tx.answers.find<T>(actor, request)
    if (answered !== null) return answered
    return tx.answers.remember(actor, request, await work(tx), ports.clock.now())
  })
