import type { Ports } from '../ports/ports.ts'
import type { FreezeUseCases } from '../use-cases/freezes.ts'

export const makeListFreezes =
  ({ withoutTransaction, clock }: Ports): FreezeUseCases['listFreezes'] =>
  (client) =>
    withoutTransaction((tx) => tx.freezes.list(client, clock.now()))
