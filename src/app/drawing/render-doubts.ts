import type { Card } from '../../notices/card/card.ts'
import { doubtsCard } from '../../notices/deliveries/doubts-card.ts'
import type { Ports, Tx } from '../ports/ports.ts'

/** As many as a reader takes in. */
const listed = 8

/** Draws what is in doubt now. */
export async function renderDoubts(tx: Tx, ports: Ports): Promise<Card> {
  const now = ports.clock.now()
  return doubtsCard(await tx.ledger.doubts(now, listed))
}
