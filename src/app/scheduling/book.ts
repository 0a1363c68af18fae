import { stopsUpdates, type Verification } from '../../domain/findings/verification.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Place } from '../../domain/people/place.ts'
import { formatSystem } from '../../domain/people/system.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import type { Current } from './decide-starts.ts'
import { type Planning, readPlannings } from './planning.ts'
import type { SlotCapacity } from './slot-capacity.ts'

/** All by which the starts of a release at one client are decided. */
export type Page = {
  readonly planning: Planning
  readonly currents: readonly Current[]
  readonly places: readonly Place[]
  readonly verification: Verification | null
  /** Open or confirmed findings stop the release there: a failure can be confirmed while an update runs. */
  readonly stopped: boolean
}

/** What is read of many clients at once, to plan a release at each of them. */
export type Book = {
  readonly capacity: SlotCapacity
  /** @returns what is known of one of the clients that it was opened for */
  page(client: Client): Page
}

type Opening = {
  readonly clients: readonly Client[]
  readonly release: string
  /** Their current updates, where they are known already. */
  readonly updates: readonly Update[]
  /** See `readPlannings`. */
  readonly capacity?: SlotCapacity
}

/** Reads it with as many statements for all clients as for one. */
export async function openBook(tx: Tx, ports: Ports, { clients, release, updates, capacity }: Opening): Promise<Book> {
  const ids = clients.map(({ id }) => id)
  const urgent = await tx.urgentRequests.answeredBy(updates.map(({ id }) => id))
  const places = byClient(await tx.places.around(...ids))
  const verifications = await tx.verifications.currentAt(ids, release)
  const plannings = await readPlannings(tx, ports, clients, capacity)
  const bySystem = new Map(updates.map((update) => [formatSystem(update), update]))
  return {
    capacity: plannings.capacity,
    page(client) {
      const verification = verifications.get(client.id) ?? null
      return {
        planning: plannings.of(client),
        currents: client.systems.map((system) => {
          const update = bySystem.get(formatSystem({ client: client.id, environment: system.environment })) ?? null
          return { system, update, urgent: update !== null && urgent.has(update.id) }
        }),
        places: places.get(client.id) ?? [],
        verification,
        stopped: verification !== null && stopsUpdates(verification.status),
      }
    },
  }
}

function byClient(places: readonly Place[]): ReadonlyMap<string | null, readonly Place[]> {
  const grouped = new Map<string | null, Place[]>()
  for (const place of places) {
    const those = grouped.get(place.client)
    if (those) those.push(place)
    else grouped.set(place.client, [place])
  }
  return grouped
}
