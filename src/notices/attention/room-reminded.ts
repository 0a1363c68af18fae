import type { ReminderRoom } from '../../domain/notices/digest.ts'
import { posted, redrawn } from '../../domain/notices/route.ts'
import { waitingStanding } from '../../domain/notices/standing.ts'
import { defineNotice } from '../notice/define-notice.ts'
import { claimedCard, retiredCard, waitingCard } from './waiting-card.ts'

export const roomReminded = defineNotice<'room-reminded', { readonly room: ReminderRoom }>({
  kind: 'room-reminded',
  word: 'Reminder of what waits',
  topic: null,
  route: ({ room }) => ({ standing: waitingStanding(room), rooms: { [room]: posted } }),
  plan: null,
  overtaken: 'when-nothing-waits-in-its-room',
  others: null,
  draw: ({ facts: { room } }) => ({ reads: 'waiting', of: { room }, card: waitingCard }),
})

/** What waits in a room changed: its digest is redrawn; `retired` where another one follows. */
export const roomRedrawn = defineNotice<'room-redrawn', { readonly room: ReminderRoom; readonly retired: boolean }>({
  kind: 'room-redrawn',
  word: 'Reminder of what waits redrawn',
  topic: null,
  route: ({ room }) => ({ standing: waitingStanding(room), rooms: { [room]: redrawn } }),
  plan: null,
  overtaken: null,
  others: null,
  draw: ({ facts: { room, retired } }) =>
    retired
      ? retiredCard(room)
      : { reads: 'waiting', of: { room }, card: (view) => (view.count === 0 ? claimedCard(room) : waitingCard(view)) },
})
