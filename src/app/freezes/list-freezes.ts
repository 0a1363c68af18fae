import type { Ports } from '../ports.ts'
import type { FreezeUseCases } from './freezes.ts'

export const makeListFreezes =
  ({ inTransaction, clock }: Ports): FreezeUseCases['listFreezes'] =>
  (client) =>
    inTransaction((tx) => tx.freezes.list(client, clock.now()))
