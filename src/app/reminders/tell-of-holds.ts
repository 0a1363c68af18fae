import { after } from '../../domain/time/span.ts'
import { holdIsNewsFor } from '../../domain/updates/hold.ts'
import { change } from '../ports/change.ts'
import { lockUpdate } from '../ports/locks.ts'
import type { Ports } from '../ports/ports.ts'
import { tellOfHold } from '../scheduling/hold.ts'

const batchSize = 200

/** Tells of what was put on hold without a word, once its start is so near that people count on it. */
export async function tellOfHolds(ports: Ports): Promise<void> {
  const now = ports.clock.now()
  const soon = after(now, holdIsNewsFor)
  for (const { id } of await ports.withoutTransaction((tx) => tx.nudges.heldUnsaid(soon, batchSize)))
    await change(ports, async (tx) => {
      const held = await lockUpdate(tx, id)
      if (held) await tellOfHold(tx, [held.update], now)
    })
}
