import { isDigestDue, unclaimedAfter } from '../domain/digest.ts'
import { after } from '../domain/span.ts'
import { defaultWorkingHours, isWorkingTime } from '../domain/working-hours.ts'
import { change } from './change.ts'
import type { ReminderRoom } from './nudge-ports.ts'
import type { Ports } from './ports.ts'
import { tell } from './tell.ts'

/** Reminds an internal room, in one message, of all that waits there unclaimed (DESIGN 4.3). */
export async function remindRoom(ports: Ports, room: ReminderRoom): Promise<void> {
  const now = ports.clock.now()
  const since = after(now, -unclaimedAfter)
  const waits = await ports.inTransaction((tx) => tx.nudges.unclaimed(room, since, 1))
  if (!waits.newest) return
  await change(ports, async (tx) => {
    const last = await tx.nudges.lastReminded(room)
    const { newest } = await tx.nudges.unclaimed(room, since, 1)
    const teamWorks = isWorkingTime(now, ports.rules.workingHours ?? defaultWorkingHours)
    if (!newest || !isDigestDue(newest, last, now, teamWorks)) return
    await tell(tx, { kind: 'room-reminded', client: null, facts: { room } }, now)
  })
}
