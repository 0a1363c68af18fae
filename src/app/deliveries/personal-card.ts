import type { Notice } from '../../domain/notice.ts'
import type { Place } from '../../domain/place.ts'
import type { Card } from '../../notices/card.ts'
import { linkedCard, type PageWish, pagesOf } from '../../notices/page-actions.ts'
import { issueLink } from '../links/issue-link.ts'
import type { LinkHolder } from '../links/link-ports.ts'
import type { Ports, Tx } from '../ports.ts'

/**
 * The card for its place: where one person reads it, its `open` buttons become that person's own links; elsewhere they
 * stay buttons that answer whoever presses them. Where this installation has no pages, they are left out.
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
  if (!place.client || !person || (kind !== 'mailbox' && kind !== 'direct')) return card
  return cardFor(tx, ports, card, { kind: 'administrator', client: place.client, person })
}

/** The card with links for one administrator. */
export async function cardFor(
  tx: Tx,
  ports: Ports,
  card: Card,
  holder: Extract<LinkHolder, { kind: 'administrator' }>,
): Promise<Card> {
  const links = new Map<string, string>()
  for (const wish of pagesOf(card)) {
    if (wish.page === 'board' || wish.client !== holder.client) continue
    const issued = await issueLink(tx, ports, { purpose: wish.page, subject: wish.subject, holder })
    if (issued) links.set(keyOf(wish), issued.url)
  }
  return linkedCard(card, (wish) => links.get(keyOf(wish)) ?? null)
}

const keyOf = (wish: PageWish): string => JSON.stringify([wish.page, wish.client, wish.subject])
