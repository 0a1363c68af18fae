import { after, day, isBefore } from '../../domain/time/span.ts'
import { type CalendarEntry, calendarEntry } from '../../notices/updates/calendar-entry.ts'
import type { Ports } from '../ports/ports.ts'
import type { ReadUseCases } from '../use-cases/reads.ts'

/** So long ago stays in the calendar what is over. */
const kept = 90 * day
const updatesRead = 200

/**
 * What a subscribed calendar of a client shows: each chain of updates that took one another's place once, as it is now,
 * under the id that mails give it. Staging is in it, too: a subscription goes to nobody's mailbox (DESIGN 2.6).
 */
export const makeReadFeed =
  (ports: Ports): ReadUseCases['readFeed'] =>
  (id) =>
    ports.withoutTransaction(async (tx) => {
      const client = await tx.clients.find(id)
      if (!client) return null
      const now = ports.clock.now()
      const releases = new Map((await tx.releases.list()).map((release) => [release.version, release]))
      const entries = new Map<string, CalendarEntry>()
      for (const { id: update } of await tx.updates.historyOf(id, updatesRead)) {
        const turn = await tx.updates.calendarTurn(update)
        const release = turn && releases.get(turn.update.release)
        if (!turn || !release || entries.has(turn.first)) continue
        const entry = calendarEntry({ ...turn, update: { ...turn.update, zone: client.zone } }, client, release, now)
        if (!isBefore(entry.endsAt, after(now, -kept))) entries.set(turn.first, entry)
      }
      return { name: `Updates of ${client.name}`, entries: [...entries.values()] }
    })
