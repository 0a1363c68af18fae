import type { Ports } from '../ports/ports.ts'
import { numbersOf } from '../scheduling/planning.ts'
import type { SettingsUseCases } from '../use-cases/settings.ts'

/** Reads all that a client's people can set, and what stands against it. */
export const makeReadSettings =
  (ports: Ports): SettingsUseCases['readSettings'] =>
  (id) =>
    ports.withoutTransaction(async (tx) => {
      const now = ports.clock.now()
      const client = await tx.clients.find(id)
      const settings = client && (await tx.clients.settingsOf(id))
      if (!client || !settings) return null
      const updates = await tx.updates.historyOf(id, 20)
      return {
        ...settings,
        client,
        places: (await tx.places.around(id)).filter((place) => place.client === id),
        freezes: await tx.freezes.list(id, now),
        scheduled: updates
          .filter(({ status }) => status === 'scheduled')
          .sort((a, b) => a.environment.localeCompare(b.environment)),
        expectedMinutes: numbersOf(ports, client).expectedMinutes,
        now,
      }
    })
