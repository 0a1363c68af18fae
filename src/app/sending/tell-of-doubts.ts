import { after, minute } from '../../domain/time/span.ts'
import { change } from '../ports/change.ts'
import type { Ports } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'

/** Most doubts are settled by then: the platform was asked several times. */
const patience = 10 * minute
/** One message tells of all that came up meanwhile. */
const atMostEvery = 30 * minute

/** Tells ops of deliveries of which nobody could find out whether they arrived, each once. */
export async function tellOfDoubts(ports: Ports): Promise<void> {
  const now = ports.clock.now()
  const since = after(now, -patience)
  if ((await ports.withoutTransaction((tx) => tx.ledger.doubts(since, 1))).untold === 0) return
  await change(ports, async (tx) => {
    const last = await tx.ledger.lastToldOfDoubts()
    if (last && after(last, atMostEvery) > now) return
    if ((await tx.ledger.markDoubtsTold(since)) === 0) return
    tell(tx, { kind: 'doubts-remain', client: null, facts: {} }, now)
  })
}
