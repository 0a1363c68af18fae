import { stampOf, zerotouch } from '../../domain/people/actor.ts'
import { after, isBefore, minute } from '../../domain/time/span.ts'
import { openings } from '../../domain/time/windows/openings.ts'
import { windowsOf } from '../../domain/time/windows/reading/parse-window.ts'
import type { MaintenanceWindow } from '../../domain/time/windows/window.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Sweep } from '../ports/agenda.ts'
import { change } from '../ports/change.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'

const batchSize = 200

/** Says once of an update that it still runs when its window has ended: to ops, and in the client's channel (DESIGN 4.1). */
export const makeSweepOverruns =
  (ports: Ports): Sweep =>
  async ({ updating }) => {
    if (!updating) return
    const now = ports.clock.now()
    for (const { id } of await ports.withoutTransaction((tx) => tx.nudges.overdue(now, batchSize)))
      try {
        await change(ports, (tx) => alert(tx, id, now))
      } catch (error) {
        ports.logger.error({ err: error, id }, 'could not keep time for a row; it is tried again in the next round')
      }
  }

async function alert(tx: Tx, id: string, now: Date): Promise<void> {
  const update = await tx.updates.lock(id)
  const client = update && (await tx.clients.find(update.client))
  if (!client || update.status !== 'updating') return
  const windows = windowsOf(client.windows)
  const endedAt = endOfWindow(update, windows)
  if (isBefore(now, endedAt) || (await tx.nudges.say('overran', [update], now)).size === 0) return
  const { environment, release } = update
  const facts = { update: id, environment, release, endedAt: endedAt.toISOString() }
  tx.audit.write({
    actor: stampOf(zerotouch, client.id),
    action: 'update-overran',
    client: client.id,
    subject: id,
    detail: {},
    at: now,
  })
  tell(tx, { kind: 'update-overran', client: client.id, facts }, now)
}

/** @returns when the window in which it started closes; without one, when it was expected to be done */
function endOfWindow({ startsAt, zone, expectedMinutes }: Update, windows: readonly MaintenanceWindow[]): Date {
  for (const { opensAt, closesAt } of openings(windows, zone, startsAt)) {
    if (isBefore(startsAt, opensAt)) break
    return closesAt
  }
  return after(startsAt, expectedMinutes * minute)
}
