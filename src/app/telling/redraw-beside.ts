import type { ReminderRoom } from '../../domain/notices/digest.ts'
import { reminderStanding, waitingStanding } from '../../domain/notices/standing.ts'
import type { Place } from '../../domain/people/place.ts'
import { definitionOf, type Notice } from '../../notices/kinds/notice.ts'
import type { OwedNotice } from '../ports/ports.ts'

/**
 * What stands beside the message that a notice is about and shows the same: the reminder of a start, the digest of a room.
 * Otherwise it would go on to offer what can no longer be done.
 * @param places around the client of the notice
 * @returns what is owed after the notice, wherever such a message stands; null where none can
 */
export function besideOf(notice: Notice, places: readonly Place[]): OwedNotice | null {
  const beside = shownBeside(notice)
  if (!beside) return null
  const { redraw, standing, room } = beside
  const owed = places
    .filter((place) => !place.gone && place.room === room)
    .filter(({ address }) => address.kind === 'channel' || address.kind === 'direct')
    .map(({ id }) => ({ place: id, mode: 'edit' as const, standing, suppressed: null }))
  return { notice: redraw, owed }
}

type Redrawn = { readonly redraw: Notice; readonly standing: string; readonly room: ReminderRoom | null }

function shownBeside({ kind, client, facts }: Notice): Redrawn | null {
  const beside = definitionOf(kind).others?.redraws?.(facts) ?? null
  if (beside?.message === 'digest') return digestOf(beside.room)
  return beside && reminderOf(client, beside.release)
}

const reminderOf = (client: string | null, release: string): Redrawn => ({
  redraw: { kind: 'reminder-redrawn', client, facts: { release } },
  standing: reminderStanding(client ?? '', release),
  room: null,
})

export const digestOf = (room: ReminderRoom, retired = false): Redrawn => ({
  redraw: { kind: 'room-redrawn', client: null, facts: { room, retired } },
  standing: waitingStanding(room),
  room,
})
