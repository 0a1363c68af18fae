import type { Place } from '../../domain/people/place.ts'
import { isBefore } from '../../domain/time/span.ts'
import { type Notice, plannedUpdate } from '../../notices/kinds/notice.ts'
import {
  type CalendarEntry,
  type CalendarTurn,
  calendarEntry,
  type MailedCalendar,
  staysAsMailed,
} from '../../notices/updates/calendar-entry.ts'
import type { Tx } from '../ports/ports.ts'

/**
 * The calendar that a mail carries, read as it is now, so that a mail that was held up for an hour does not put an old
 * start into anybody's.
 * @returns null for every other place, and for a notice that changes no plan of a production system
 */
export async function readCalendar(
  tx: Tx,
  { notice, place }: { readonly notice: Notice; readonly place: Place },
  now: Date,
): Promise<MailedCalendar | null> {
  const update = place.address.kind === 'mailbox' ? plannedUpdate(notice) : null
  const turn = update && (await tx.updates.calendarTurn(update))
  const production = turn && (await entryOf(tx, turn, now))
  return production ? { production, staging: await readStaging(tx, turn, now) } : null
}

/** The staging system's, while it still has a start to come with the same release. */
async function readStaging(tx: Tx, { update }: CalendarTurn, now: Date): Promise<CalendarEntry | null> {
  const staging = await tx.updates.current({ client: update.client, environment: 'staging' })
  if (staging?.release !== update.release || isBefore(staging.startsAt, now)) return null
  const turn = await tx.updates.calendarTurn(staging.id)
  const entry = turn && (await entryOf(tx, turn, now))
  return entry && staysAsMailed(entry)
}

async function entryOf(tx: Tx, turn: CalendarTurn, now: Date): Promise<CalendarEntry | null> {
  const client = await tx.clients.find(turn.update.client)
  const release = client && (await tx.releases.find(turn.update.release))
  return client && release ? calendarEntry(turn, client, release, now) : null
}
