import { bindingFreeze, type Freeze } from '../../domain/updates/freeze.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Tx } from '../ports/ports.ts'

/**
 * The freeze that forbids an update to start when it is planned to. What services chose by their own act is not bound by
 * the vendor's freezes, and what a client asked for urgently is not bound by that client's own (DESIGN 2.9, 4.1).
 */
export async function frozenBy(tx: Tx, update: Update): Promise<Freeze | null> {
  const { client, kind, startsAt, chosenBy } = update
  const starter = { kind, byServices: chosenBy === 'services' }
  const freezes = await tx.freezes.around(client, startsAt)
  if (!bindingFreeze(freezes, startsAt, starter)) return null
  const isUrgent = (await tx.urgentRequests.ofUpdate(update.id)) !== null
  const binding = isUrgent ? freezes.filter(({ scope }) => scope === 'vendor') : freezes
  return bindingFreeze(binding, startsAt, starter)
}
