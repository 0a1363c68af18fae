import type { Notice } from '../../domain/notices/notice.ts'
import type { Delivery } from '../ports/delivery-ports.ts'
import type { Tx } from '../ports/ports.ts'

/**
 * The notice of a move as its place must hear it: from the start that the place knows, where the moves in between were
 * left unsaid.
 */
export async function coalesceMoves(tx: Tx, { id, notice }: Pick<Delivery, 'id' | 'notice'>): Promise<Notice> {
  if (notice.kind !== 'update-rescheduled') return notice
  const from = await tx.ledger.unsaidFrom(id)
  if (from === null || from === notice.facts.to) return notice
  return { ...notice, facts: { ...notice.facts, from } }
}
