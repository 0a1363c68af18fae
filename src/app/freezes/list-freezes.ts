import type { Ports } from '../ports/ports.ts'
import type { FreezeUseCases } from '../use-cases/freezes.ts'

export const makeListFreezes =
  ({ inTransaction, clock }: Ports): FreezeUseCases['listFreezes'] =>
  (client) =>
    inTransaction((tx) => tx.freezes.list(client, clock.now()))
