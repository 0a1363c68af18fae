import type { FreezeUseCases } from './freezes.ts'
import type { Ports } from './ports.ts'

export const makeListFreezes =
  ({ inTransaction, clock }: Ports): FreezeUseCases['listFreezes'] =>
  (client) =>
    inTransaction((tx) => tx.freezes.list(client, clock.now()))
