import { change } from '../ports/change.ts'
import { lockClient } from '../ports/locks.ts'
import type { Ports } from '../ports/ports.ts'
import { scheduleVerified } from '../scheduling/schedule-verified.ts'

/**
 * Schedules a client whose copy passed by a decision, once; a decision that was taken back meanwhile schedules nothing. A
 * decision about hundreds of clients is written down at once, and each is then scheduled in a transaction of its own:
 * so the slots are never held for long, and whatever a crash leaves is taken up by the next tick.
 */
export const scheduleOwed = (ports: Ports, id: string): Promise<void> =>
  change(ports, async (tx) => {
    const known = await tx.verifications.find(id)
    if (!known?.goAheadOwed) return
    await lockClient(tx, known.client)
    const verification = await tx.verifications.lock(id)
    if (!verification?.goAheadOwed) return
    await tx.verifications.save({ ...verification, goAheadOwed: false })
    if (verification.status === 'passed') await scheduleVerified(tx, ports, [verification.client], verification.release)
  })
