import { unclaimedAfter } from '../../domain/notices/digest.ts'
import type { Notice } from '../../domain/notices/notice.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Release } from '../../domain/releases/release.ts'
import { after } from '../../domain/time/span.ts'
import { claimedCard, retiredCard, waitingCard } from '../../notices/attention/waiting-card.ts'
import type { Card } from '../../notices/card/card.ts'
import { pastReminderCard, reminderCard } from '../../notices/updates/reminder-card.ts'
import { repeatedCard } from '../../notices/updates/repeated-card.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { remindedOf } from '../ports/stores/nudge-ports.ts'
import { readRollout } from './rollout-view.ts'

/** As many as a reader takes in. */
const listed = 8

/** Draws what waits unclaimed in a room, as it is now. */
export async function renderRoomReminder(
  tx: Tx,
  ports: Ports,
  { kind, facts }: Extract<Notice, { kind: 'room-reminded' | 'room-redrawn' }>,
): Promise<Card> {
  const now = ports.clock.now()
  const { room } = facts
  if (kind === 'room-redrawn' && facts.retired) return retiredCard(room)
  const { count, items } = await tx.attention.unclaimed(remindedOf[room], after(now, -unclaimedAfter), listed, now)
  if (kind === 'room-redrawn' && count === 0) return claimedCard(room)
  return waitingCard({ room, count, items, team: await tx.nudges.staffOf(room) })
}

/** Draws the reminder that was given of a release's starts as they are now. */
export async function redrawReminder(
  tx: Tx,
  ports: Ports,
  { client, release }: { readonly client: Client; readonly release: Release },
): Promise<Card> {
  const view = await readRollout(tx, ports, client, release)
  const updates = view.updates.filter(({ update }) => update.status === 'scheduled')
  return updates.length > 0 ? reminderCard({ ...view, updates }, 'day') : pastReminderCard(view)
}

/** Draws a reminder, or the repetition of a plan that nobody has seen, from the plan as it is now. */
export async function renderReminder(
  tx: Tx,
  ports: Ports,
  notice: Extract<Notice, { kind: 'start-reminded' | 'schedule-repeated' }>,
  { client, release, reader }: { readonly client: Client; readonly release: Release; readonly reader: string | null },
): Promise<Card> {
  const view = await readRollout(tx, ports, client, release)
  if (notice.kind === 'schedule-repeated') return repeatedCard(view, reader)
  const meant = new Set(notice.facts.starts.map(({ update }) => update))
  return reminderCard(
    { ...view, updates: view.updates.filter(({ update }) => meant.has(update.id)) },
    notice.facts.lead,
  )
}
