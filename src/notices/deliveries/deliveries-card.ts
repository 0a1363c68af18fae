import type { DeliveryMode } from '../../domain/notices/route.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Place } from '../../domain/people/place.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import type { Block, Card } from '../card/card.ts'
import { headingOf } from '../kinds/heading.ts'
import type { Notice } from '../kinds/notice.ts'
import { type DeliveryState, deliveryWords, placeWords, platforms } from '../words/delivery-words.ts'

export type ToldNotice = DeliveryState & {
  readonly notice: Notice
  readonly noticeNumber: number
  readonly notedAt: Date
  readonly place: Place
  readonly insteadOf: Place | null
  readonly mode: DeliveryMode
}

/**
 * "Was I told, where and when, and if not, why?" for one client, newest first.
 * @param next the cursor of the notices before these; null when there are none
 */
export function deliveriesCard(client: Client, told: readonly ToldNotice[], next: string | null): Card {
  const notices = byNotice(told)
  return {
    kind: 'deliveries',
    tone: 'neutral',
    title: `${client.name}: who was told what`,
    summary: `The last notices about ${client.name} and what became of them`,
    blocks:
      notices.length === 0
        ? [{ type: 'text', text: 'Nobody has been told anything yet.' }]
        : notices.map((deliveries) => section(deliveries, client.zone, namesFor(client, told))),
    actions: next === null ? [] : [{ verb: 'notices', label: 'Older', args: { client: client.id, after: next } }],
  }
}

function byNotice(told: readonly ToldNotice[]): ToldNotice[][] {
  const notices = new Map<number, ToldNotice[]>()
  for (const one of told) {
    const known = notices.get(one.noticeNumber)
    if (known) known.push(one)
    else notices.set(one.noticeNumber, [one])
  }
  return [...notices.values()]
}

type NameOf = (place: Place) => string

/** People by their names, and a client's only channel as that: ids tell apart what nothing else does. */
function namesFor({ administrators }: Client, told: readonly ToldNotice[]): NameOf {
  const places = told.flatMap(({ place, insteadOf }) => (insteadOf ? [place, insteadOf] : [place]))
  const own = places.filter(({ address, room }) => address.kind === 'channel' && room === null)
  const isOnly = new Set(own.map(({ id }) => id)).size === 1
  return (place) => {
    const { address, room, administrator } = place
    if (address.kind === 'channel' && room === null && isOnly) return `${platforms[address.platform]} channel`
    const person = administrators.find(({ id }) => id === administrator)
    if (address.kind === 'direct' && person) return `${platforms[address.platform]} message to ${person.name}`
    return placeWords(place)
  }
}

function section(deliveries: readonly ToldNotice[], zone: string, nameOf: NameOf): Block {
  const [first] = deliveries
  const title = first ? `${headingOf(first.notice)}, ${showInstant(first.notedAt, zone, 'short')}` : ''
  const facts = [...deliveries]
    .reverse()
    .map((one) => ({ label: standingInWords(one, nameOf), value: deliveryWords(one, zone) }))
  return { type: 'section', title, facts, actions: [] }
}

/** @returns e.g. `E-mail to ada@acme.example, in place of Slack channel C01` */
export const standingInWords = (
  { place, insteadOf, mode }: Pick<ToldNotice, 'place' | 'insteadOf' | 'mode'>,
  nameOf: NameOf = placeWords,
): string =>
  mode === 'calendar'
    ? `${nameOf(place)}, for the calendar alone`
    : insteadOf
      ? `${nameOf(place)}, in place of ${nameOf(insteadOf)}`
      : nameOf(place)
