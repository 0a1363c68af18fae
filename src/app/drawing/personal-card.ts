import type { Place } from '../../domain/people/place.ts'
import type { Card } from '../../notices/card/card.ts'
import { letterCard, linkedCard, type PageWish, pagesOf, withActions } from '../../notices/card/page-actions.ts'
import { type Notice, routeOf } from '../../notices/kinds/notice.ts'
import { issueLink } from '../links/issue-link.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import type { LinkHolder } from '../ports/stores/link-ports.ts'

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
): Promise<Personal> {
  if (!ports.links) return alone(linkedCard(card, () => null))
  const person = routeOf(notice).linksOf ?? place.administrator
  const { kind } = place.address
  if (!place.client) return alone(kind === 'mailbox' ? letterToStaff(card, ports.links.publicUrl) : card)
  if (!person || (kind !== 'mailbox' && kind !== 'direct')) return alone(card)
  const holder: Administrator = { kind: 'administrator', client: place.client, person }
  if (kind !== 'mailbox') return alone(await cardFor(tx, ports, card, holder))
  return letterTo(tx, ports, card, holder)
}

/** Beside the card the reader's own scheduling page, which every letter leads to; null for what is no letter to one. */
type Personal = { readonly card: Card; readonly schedule: string | null }
const alone = (card: Card): Personal => ({ card, schedule: null })

async function letterTo(tx: Tx, ports: Ports, card: Card, holder: Administrator): Promise<Personal> {
  const scheduling: PageWish = { page: 'schedule', client: holder.client, subject: null }
  const links = await linksFor(tx, ports, [...pagesOf(card), scheduling], holder)
  const letter = linkedCard(card, (wish) => links.get(keyOf(wish)) ?? null)
  const schedule = links.get(keyOf(scheduling)) ?? null
  return { card: schedule ? letterCard(letter, schedule) : letter, schedule }
}

/** The card with links for one administrator. */
export async function cardFor(tx: Tx, ports: Ports, card: Card, holder: Administrator): Promise<Card> {
  const links = await linksFor(tx, ports, pagesOf(card), holder)
  return linkedCard(card, (wish) => links.get(keyOf(wish)) ?? null)
}

/** One link for each page that is wished for, by `keyOf`. */
async function linksFor(
  tx: Tx,
  ports: Ports,
  wishes: readonly PageWish[],
  holder: Administrator,
): Promise<ReadonlyMap<string, string>> {
  const links = new Map<string, string>()
  for (const wish of wishes) {
    if (wish.page === 'board' || wish.client !== holder.client || links.has(keyOf(wish))) continue
    const issued = await issueLink(tx, ports, { purpose: wish.page, subject: wish.subject, holder })
    if (issued) links.set(keyOf(wish), issued.url)
  }
  return links
}

/** Staff signs in on the board, and does there what the buttons would have done. */
function letterToStaff(card: Card, publicUrl: string): Card {
  const plain = withActions(card, () => null)
  const board = { link: `${publicUrl}/ops`, label: 'Open the release board' }
  return { ...plain, actions: [...plain.actions, board] }
}

const keyOf = (wish: PageWish): string => JSON.stringify([wish.page, wish.client, wish.subject])
