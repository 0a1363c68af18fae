import { type ReminderLead, reminderLeads } from '../../domain/notices/reminder.ts'
import { showDuration, showInstant } from '../../domain/time/show-time.ts'
import { after } from '../../domain/time/span.ts'
import type { Block, Card } from '../card/card.ts'
import { openPage } from '../card/page-actions.ts'
import type { RolloutView } from '../notice/views.ts'
import { adviseNotes, notesLink } from '../words/release-notes.ts'
import { environmentWord } from '../words/words.ts'
import { updateActions } from './update-actions.ts'

/**
 * What people are reminded of a day and an hour before a start.
 * @param view the roll-out as it is now, with those of its updates that the reminder is for
 */
export function reminderCard(view: RolloutView, lead: ReminderLead): Card {
  const { client, release, updates, numbers, now, isCurrent } = view
  const systems = updates.map(({ update }) => environmentWord[update.environment].toLowerCase()).join(' and ')
  const [first] = updates
  const start = first?.update.startsAt ?? after(now, reminderLeads[lead])
  const title = `${client.name} ${systems}: update ${release.version} starts ${showInstant(start, client.zone, 'short')}`
  const blocks: Block[] = updates.map(({ update }) => ({
    type: 'section',
    title: environmentWord[update.environment],
    facts: [
      { label: 'Starts', value: [{ bold: showInstant(update.startsAt, update.zone) }] },
      { label: 'Expected outage', value: `about ${showDuration(update.expectedMinutes)}` },
    ],
    actions: updateActions(update, now, numbers, isCurrent),
  }))
  if (lead === 'day') blocks.push(adviseNotes(release))
  return {
    kind: 'start-reminded',
    tone: 'neutral',
    title,
    summary: title,
    blocks,
    actions: [lead === 'day' ? openPage('schedule', client.id) : notesLink(release)],
  }
}

/** What is left of a reminder when nothing of what it told is planned any more. */
export function pastReminderCard({ client, release }: RolloutView): Card {
  const title = `${client.name}: nothing of ${release.version} waits for its start any more`
  return {
    kind: 'start-reminded',
    tone: 'neutral',
    title,
    summary: title,
    blocks: [{ type: 'text', text: 'This reminder is past. The card of the release shows how things stand.' }],
    actions: [notesLink(release)],
  }
}
