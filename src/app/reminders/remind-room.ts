import { isDigestDue, type ReminderRoom, unclaimedAfter } from '../../domain/notices/digest.ts'
import { after } from '../../domain/time/span.ts'
import { defaultWorkingHours, isWorkingTime } from '../../domain/time/working-hours.ts'
import { change } from '../ports/change.ts'
import type { Ports } from '../ports/ports.ts'
import { remindedOf } from '../ports/stores/nudge-ports.ts'
import { digestOf } from '../telling/redraw-beside.ts'
import { tell } from '../telling/tell.ts'

/** Reminds an internal room, in one message, of all that waits there unclaimed (DESIGN 4.3). */
export async function remindRoom(ports: Ports, room: ReminderRoom): Promise<void> {
  const now = ports.clock.now()
  const since = after(now, -unclaimedAfter)
  const waits = await ports.withoutTransaction((tx) => tx.attention.unclaimed(remindedOf[room], since, 1, now))
  if (!waits.newest) return
  await change(ports, async (tx) => {
    const last = await tx.nudges.lastReminded(room)
    const { newest } = await tx.attention.unclaimed(remindedOf[room], since, 1, now)
    const teamWorks = isWorkingTime(now, ports.rules.workingHours ?? defaultWorkingHours)
    if (!newest || !isDigestDue(newest, last, now, teamWorks)) return
    // The one before it loses its buttons: what it offered is offered below.
    const { redraw, standing } = digestOf(room, true)
    const before = (await tx.places.around(null)).filter((place) => place.room === room && !place.gone)
    const owed = before.map(({ id }) => ({ place: id, mode: 'edit' as const, standing, suppressed: null }))
    const redrawable = await tx.nudges.redrawable(owed)
    if (redrawable.length > 0) await tx.notices.owe([{ notice: redraw, owed: redrawable }], now)
    tell(tx, { kind: 'room-reminded', client: null, facts: { room } }, now)
  })
}
