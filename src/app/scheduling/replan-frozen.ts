import type { Ports, Tx } from '../ports/ports.ts'
import { frozenBy } from './frozen-by.ts'
import { type Replanned, replan } from './replan.ts'

/** Plans every start of some clients, who are held, anew that a freeze forbids (DESIGN 4.1). */
export async function replanFrozen(tx: Tx, ports: Ports, clients: readonly string[]): Promise<Replanned> {
  const scheduled = await tx.updates.lockScheduled(clients)
  const frozen = await frozenBy(tx, scheduled)
  const stranded = scheduled.filter(({ id }) => frozen.has(id))
  return replan(
    tx,
    ports,
    stranded.map((update) => ({ update, cause: 'freeze' })),
  )
}
