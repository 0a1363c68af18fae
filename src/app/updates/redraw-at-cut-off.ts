import { change } from '../ports/change.ts'
import { lockUpdate } from '../ports/locks.ts'
import type { Ports } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'

const batchSize = 200

/** Redraws what stands for a start when it can be changed no more, so that no button offers it. */
export async function redrawAtCutOff(ports: Ports): Promise<void> {
  const now = ports.clock.now()
  const { cutOffHours } = ports.rules.numbers
  for (const { id } of await ports.withoutTransaction((tx) => tx.nudges.pastCutOff(now, cutOffHours, batchSize)))
    await change(ports, async (tx) => {
      const update = (await lockUpdate(tx, id))?.update
      if (update?.status !== 'scheduled' || (await tx.nudges.say('cut-off', [update], now)).size === 0) return
      const { client, release } = update
      tell(tx, { kind: 'rollout-redrawn', client, facts: { release } }, now)
    })
}
