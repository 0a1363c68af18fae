import type { RemindedStart, ReminderLead } from '../../domain/notices/reminder.ts'
import { redrawn, replied } from '../../domain/notices/route.ts'
import { reminderStanding } from '../../domain/notices/standing.ts'
import { defineNotice } from '../notice/define-notice.ts'
import { routeOfStarts } from './about-starts.ts'
import { pastReminderCard, reminderCard } from './reminder-card.ts'

type Facts = {
  readonly release: string
  readonly lead: ReminderLead
  readonly starts: readonly RemindedStart[]
}

export const startReminded = defineNotice<'start-reminded', Facts>({
  kind: 'start-reminded',
  word: 'Reminder of the start',
  topic: 'reminders',
  route: (facts, client) => ({
    ...routeOfStarts(facts, client),
    channel: replied,
    direct: replied,
    keeps: reminderStanding(client, facts.release),
  }),
  plan: null,
  overtaken: 'when-its-starts-moved',
  others: null,
  draw: ({ client, facts: { release, starts, lead } }) => ({
    reads: 'rollout',
    of: { client, release },
    card(view) {
      const meant = new Set(starts.map(({ update }) => update))
      return reminderCard({ ...view, updates: view.updates.filter(({ update }) => meant.has(update.id)) }, lead)
    },
  }),
})

/** What a reminder tells changed: it is redrawn. */
export const reminderRedrawn = defineNotice<'reminder-redrawn', { readonly release: string }>({
  kind: 'reminder-redrawn',
  word: 'Reminder redrawn',
  topic: null,
  route: ({ release }, client) => ({
    standing: reminderStanding(client, release),
    channel: redrawn,
    direct: redrawn,
  }),
  plan: null,
  overtaken: null,
  others: null,
  draw: ({ client, facts: { release } }) => ({
    reads: 'rollout',
    of: { client, release },
    card(view) {
      const updates = view.updates.filter(({ update }) => update.status === 'scheduled')
      return updates.length > 0 ? reminderCard({ ...view, updates }, 'day') : pastReminderCard(view)
    },
  }),
})
