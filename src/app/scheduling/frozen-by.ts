import { isBefore } from '../../domain/time/span.ts'
import { bindingFreeze, type Freeze } from '../../domain/updates/freeze.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Tx } from '../ports/ports.ts'

/**
 * The freezes that forbid updates to start when they are planned to, by the updates' ids. What services chose by their own
 * act is not bound by the vendor's freezes, and what a client asked for urgently is not bound by that client's own (DESIGN
 * 2.9, 4.1).
 */
export async function frozenBy(tx: Tx, updates: readonly Update[]): Promise<ReadonlyMap<string, Freeze>> {
  const [first] = updates
  if (!first) return new Map()
  const earliest = updates.reduce((at, { startsAt }) => (isBefore(startsAt, at) ? startsAt : at), first.startsAt)
  const all = await tx.freezes.aroundAll([...new Set(updates.map(({ client }) => client))], earliest)
  const bindingOn = ({ client, kind, startsAt, chosenBy }: Update, isUrgent: boolean): Freeze | null => {
    const freezes = all.filter((freeze) => freeze.client === null || (freeze.client === client && !isUrgent))
    return bindingFreeze(freezes, startsAt, { kind, byServices: chosenBy === 'services' })
  }
  const bound = updates.filter((update) => bindingOn(update, false))
  const urgent = bound.length > 0 ? await tx.urgentRequests.answeredBy(bound.map(({ id }) => id)) : new Set<string>()
  const frozen = new Map<string, Freeze>()
  for (const update of bound) {
    const freeze = bindingOn(update, urgent.has(update.id))
    if (freeze) frozen.set(update.id, freeze)
  }
  return frozen
}
