import type { Notice } from '../../domain/notice.ts'
import type { Place } from '../../domain/place.ts'
import { plannedUpdate } from '../../domain/planned-update.ts'
import { type CalendarEntry, calendarEntry } from '../../notices/calendar-entry.ts'
import type { Tx } from '../ports.ts'

/**
 * The calendar entry that a mail carries: of the production system only, because a staging system's changes are not
 * mailed and its entry would go stale (DESIGN 2.6, 6.5). It is read as it is now, so that a mail that was held up for
 * an hour does not put an old start into a calendar.
 * @returns null for every other place, and for a notice that changes no plan
 */
export async function readCalendar(
  tx: Tx,
  { notice, place }: { readonly notice: Notice; readonly place: Place },
  now: Date,
): Promise<CalendarEntry | null> {
  const update = place.address.kind === 'mailbox' ? plannedUpdate(notice) : null
  const turn = update && (await tx.updates.calendarTurn(update))
  const client = turn && (await tx.clients.find(turn.update.client))
  const release = turn && (await tx.releases.find(turn.update.release))
  return turn && client && release ? calendarEntry(turn, client, release, now) : null
}
