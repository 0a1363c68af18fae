import type { Ports } from '../ports/ports.ts'
import type { ReadUseCases } from '../use-cases/reads.ts'
import { cardFor } from './personal-card.ts'

/**
 * The inbox of a system. Where it is read for one administrator, its cards lead to the pages by that person's own links;
 * the inbox itself belongs to everybody who may see it, and so keeps none.
 */
export const makeReadInbox =
  (ports: Ports): ReadUseCases['readInbox'] =>
  (system, page, administrator = null) =>
    ports.withoutTransaction(async (tx) => {
      const found = await tx.inbox.list(system, page)
      if (administrator === null) return found
      const holder = { kind: 'administrator', client: system.client, person: administrator } as const
      const items = []
      for (const item of found.items) items.push({ ...item, card: await cardFor(tx, ports, item.card, holder) })
      return { ...found, items }
    })
