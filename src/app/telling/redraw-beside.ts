import type { Notice } from '../../domain/notices/notice.ts'
import { reminderStanding, waitingStanding } from '../../domain/notices/standing.ts'
import type { Place } from '../../domain/people/place.ts'
import type { OwedNotice } from '../ports/ports.ts'
import type { ReminderRoom } from '../ports/stores/nudge-ports.ts'

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

type Beside = { readonly redraw: Notice; readonly standing: string; readonly room: ReminderRoom | null }

function shownBeside(notice: Notice): Beside | null {
  switch (notice.kind) {
    case 'rollout-redrawn':
    case 'update-rescheduled':
    case 'update-cancelled':
    case 'update-restored':
    case 'update-held':
    case 'update-resumed':
    case 'update-started': {
      const { client } = notice
      const { release } = notice.facts
      const redraw: Notice = { kind: 'reminder-redrawn', client, facts: { release } }
      return { redraw, standing: reminderStanding(client ?? '', release), room: null }
    }
    case 'incident-redrawn':
    case 'findings-redrawn':
    case 'findings-handed-over':
      return digestOf('triage')
    case 'urgent-claimed':
    case 'urgent-waiting':
    case 'urgent-scheduled':
    case 'urgent-declined':
    case 'urgent-withdrawn':
    case 'urgent-expired':
      return digestOf('services')
    default:
      return null
  }
}

export const digestOf = (room: ReminderRoom, retired = false): Beside => ({
  redraw: { kind: 'room-redrawn', client: null, facts: { room, retired } },
  standing: waitingStanding(room),
  room,
})
