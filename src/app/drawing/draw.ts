import { calendarCard } from '../../notices/updates/calendar-card.ts'
import type { Delivery, Outgoing } from '../ports/delivery-ports.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { letterFor } from './letter-for.ts'
import { personalCard } from './personal-card.ts'
import { readCalendar } from './read-calendar.ts'
import { readTogether } from './read-together.ts'
import { renderNotice } from './render-notice.ts'

/** What is said by a delivery. */
export type Content = Pick<Outgoing, 'card' | 'calendar' | 'letter'>

/**
 * Draws deliveries, each for its place, as things are now. What several of them show is read once.
 * @returns in their order; with the error where one cannot be drawn
 */
export async function drawAll<One extends { readonly delivery: Delivery }>(
  tx: Tx,
  ports: Ports,
  all: readonly One[],
): Promise<readonly (One & { readonly drawn: Content | Error })[]> {
  const together = readTogether(tx)
  return Promise.all(
    all.map(async (one) => ({ ...one, drawn: await draw(together, ports, one.delivery).catch(asError) })),
  )
}

export function outgoingOf(delivery: Delivery, drawn: Content): Outgoing {
  const { id, place, mode, standing, standingMessage, claimedAt: since } = delivery
  return { ...drawn, delivery: id, place, mode, standing, standingMessage, since }
}

async function draw(tx: Tx, ports: Ports, delivery: Delivery): Promise<Content> {
  const calendar = await readCalendar(tx, delivery, ports.clock.now())
  const client = delivery.mode === 'calendar' ? await tx.clients.find(delivery.notice.client ?? '') : null
  const card = calendar && client ? calendarCard(calendar.production, client) : await renderNotice(tx, ports, delivery)
  const personal = await personalCard(tx, ports, card, delivery)
  return { card: personal.card, calendar, letter: await letterFor(tx, ports, delivery, personal.schedule) }
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))
