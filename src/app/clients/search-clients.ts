import { rolledOut } from '../../domain/releases/release.ts'
import { stageOf } from '../../domain/rollout/rollout-stage.ts'
import type { ClientState, Ports } from '../ports/ports.ts'
import type { BoardReads, ClientsFound } from '../use-cases/board-reads.ts'

const clientsShown = 25
/** A stage is worked out here and not in the store, so that it means one thing: so many clients are read at a time. */
const clientsAtOnce = 500

/** Finds clients by name and by how far a release has come at them. */
export const makeSearchClients =
  (ports: Ports): BoardReads['searchClients'] =>
  ({ release: named, stage, text, after }) =>
    ports.withoutTransaction(async (tx) => {
      const release = named ?? rolledOut(await tx.releases.list())?.version ?? null
      const found: ClientsFound['clients'][number][] = []
      const limit = stage === null ? clientsShown + 1 : clientsAtOnce
      let from = after
      while (found.length <= clientsShown) {
        const states = await tx.operations.clientStates(release, { text, after: from, limit })
        const staged = states.map((state) => ({ ...state, stage: stageAt(state) }))
        found.push(...staged.filter((state) => stage === null || state.stage === stage))
        from = states.at(-1)?.client ?? null
        if (states.length < limit) break
      }
      const clients = found.slice(0, clientsShown)
      return { release, clients, next: found.length > clientsShown ? (clients.at(-1)?.client ?? null) : null }
    })

const stageAt = ({ verification, systems }: ClientState) =>
  stageOf(
    verification?.status ?? null,
    systems.flatMap(({ update }) => update?.status ?? []),
  )
