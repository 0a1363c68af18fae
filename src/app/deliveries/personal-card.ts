import type { Notice } from '../../domain/notice.ts'
import type { Place } from '../../domain/place.ts'
import type { Card } from '../../notices/card.ts'
import { letterCard, linkedCard, type PageWish, pagesOf, withActions } from '../../notices/page-actions.ts'
import { issueLink } from '../links/issue-link.ts'
import type { LinkHolder } from '../links/link-ports.ts'
import type { Ports, Tx } from '../ports.ts'

type Administrator = Extract<LinkHolder, { kind: 'administrator' }>

/**
 * The card for its place: where one person reads it, its `open` buttons become that person's own links; elsewhere they
 * stay buttons that answer whoever presses them. In a letter nothing can be pressed: all its buttons are links. Where this
 * installation has no pages, those that lead to one are left out.
 */
export async function personalCard(
  tx: Tx,
  ports: Ports,
  card: Card,
  { notice, place }: { readonly notice: Notice; readonly place: Place },
): Promise<Card> {
  if (!ports.links) return linkedCard(card, () => null)
  const person = notice.kind === 'link-asked' ? notice.facts.administrator : place.administrator
  const { kind } = place.address
  if (!place.client) return kind === 'mailbox' ? letterToStaff(card, ports.links.publicUrl) : card
  if (!person || (kind !== 'mailbox' && kind !== 'direct')) return card
  const holder: Administrator = { kind: 'administrator', client: place.client, person }
  const own = await cardFor(tx, ports, card, holder)
  return kind === 'mailbox' ? letterTo(tx, ports, own, holder) : own
}

/** The card with links for one administrator. */
export async function cardFor(tx: Tx, ports: Ports, card: Card, holder: Administrator): Promise<Card> {
  const links = new Map<string, string>()
  for (const wish of pagesOf(card)) {
    if (wish.page === 'board' || wish.client !== holder.client) continue
    const issued = await issueLink(tx, ports, { purpose: wish.page, subject: wish.subject, holder })
    if (issued) links.set(keyOf(wish), issued.url)
  }
  return linkedCard(card, (wish) => links.get(keyOf(wish)) ?? null)
}

async function letterTo(tx: Tx, ports: Ports, card: Card, holder: Administrator): Promise<Card> {
  const schedule = await issueLink(tx, ports, { purpose: 'schedule', subject: null, holder })
  return schedule ? letterCard(card, schedule.url) : card
}

/** Staff signs in on the board, and does there what the buttons would have done. */
function letterToStaff(card: Card, publicUrl: string): Card {
  const plain = withActions(card, () => null)
  const board = { link: `${publicUrl}/ops`, label: 'Open the release board' }
  return { ...plain, actions: [...plain.actions, board] }
}

const keyOf = (wish: PageWish): string => JSON.stringify([wish.page, wish.client, wish.subject])
