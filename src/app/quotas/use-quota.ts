import { type Again, type Bounded, defaultQuotas, type QuotaNumbers, quotaOf } from '../../domain/limits/quota.ts'
import type { Actor } from '../../domain/people/actor.ts'
import type { Ports, Tx } from '../ports/ports.ts'

export const quotasOf = ({ rules }: Pick<Ports, 'rules'>): QuotaNumbers => rules.quotas ?? defaultQuotas

/**
 * Counts an act that nothing else stands against, in the transaction that makes it.
 * @returns null where it may be done, else when it may be done again
 */
export async function useQuota(tx: Tx, ports: Ports, actor: Actor, bounded: Bounded): Promise<Again | null> {
  const quota = quotaOf(quotasOf(ports), actor, bounded)
  return quota && tx.quotas.use(quota, ports.clock.now())
}

/** The same, asked before the click that counts. */
export async function lookAtQuota(tx: Tx, ports: Ports, actor: Actor, bounded: Bounded): Promise<Again | null> {
  const quota = quotaOf(quotasOf(ports), actor, bounded)
  return quota && tx.quotas.look(quota, ports.clock.now())
}
