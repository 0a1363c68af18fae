import { stampOf, zerotouch } from '../../domain/people/actor.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { frozenBy } from './frozen-by.ts'
import { letGo } from './let-go.ts'
import { hasNextStart, startingTogether } from './replan.ts'

/**
 * Lets a client's updates go on that are held for want of a legal start, as far as there is one by now: a freeze was
 * ended, its windows changed, or time brought the end of a freeze within reach. The others stay as they are, quietly.
 */
export async function resumeUnschedulable(tx: Tx, ports: Ports, client: string): Promise<void> {
  const stranded: Update[] = []
  for (const { id } of await tx.updates.heldFor('no-legal-start', client)) {
    const update = await tx.updates.lock(id)
    const release = update && (await tx.releases.find(update.release))
    if (update?.status === 'held' && release?.status === 'available') stranded.push(update)
  }
  const now = ports.clock.now()
  for (const group of startingTogether(stranded)) {
    const mayStart = (await areLegal(tx, group, now)) || (await hasNextStart(tx, ports, group))
    if (mayStart) await letGo(tx, ports, group, stampOf(zerotouch, client))
  }
}

/** Whether the starts that they had are ahead and not frozen any more. */
async function areLegal(tx: Tx, updates: readonly Update[], now: Date): Promise<boolean> {
  return updates.every(({ startsAt }) => startsAt > now) && (await frozenBy(tx, updates)).size === 0
}
