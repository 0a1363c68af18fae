import type { Notice, NoticeKind } from '../../domain/notices/notice.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Place } from '../../domain/people/place.ts'
import type { Card } from '../card/card.ts'
import { placeWords } from '../words/delivery-words.ts'
import { noticeWord } from '../words/notice-words.ts'
import { cut } from '../words/words.ts'

type NewsOf<Kind extends NoticeKind> = Extract<Notice, { kind: Kind }>

/**
 * What ops hears of a place that takes nothing any more.
 * @param client null for a room of the vendor
 */
export function placeGoneCard(notice: NewsOf<'place-gone'>, place: Place, client: Client | null): Card {
  const name = placeWords(place)
  const title = cut(`${client ? `${client.name}: ` : ''}${name} cannot be reached`, 120)
  return {
    kind: notice.kind,
    tone: 'warning',
    title,
    summary: title,
    blocks: [
      { type: 'facts', facts: [{ label: 'It answered', value: cut(notice.facts.reason, 200) }] },
      { type: 'text', text: consequence(place) },
      { type: 'text', text: remedy(place) },
    ],
    actions: client ? [{ verb: 'notices', label: 'Who was told what', args: { client: client.id } }] : [],
  }
}

function consequence({ address, room }: Place): string {
  if (room !== null) return 'Until then its notices go by e-mail to those of your people who work in it.'
  switch (address.kind) {
    case 'channel':
      return 'Until then the client’s administrators get its notices by e-mail, except those about staging alone.'
    case 'direct':
      return 'Until then its reader gets them by e-mail.'
    default:
      return 'Nothing more is sent there until then.'
  }
}

function remedy({ address, room }: Place): string {
  if (room !== null)
    return 'Invite the bot again or name another channel in your vendor file, and restart: it is tried again then.'
  return address.kind === 'channel'
    ? 'It is tried again once it is linked again: with “link” in the channel, or by putting the client’s document.'
    : 'It is tried again once the client’s document is put again.'
}

/** What ops hears of a notice that reached nobody at a client. */
export function nobodyToldCard(notice: NewsOf<'nobody-told'>, client: Client): Card {
  const { told, release } = notice.facts
  const word = noticeWord[told as NoticeKind] ?? told
  const title = cut(`Nobody at ${client.name} could be told`, 120)
  return {
    kind: notice.kind,
    tone: 'bad',
    title,
    summary: title,
    blocks: [
      {
        type: 'facts',
        facts: [{ label: 'Of what', value: word }, ...(release === null ? [] : [{ label: 'Release', value: release }])],
      },
      {
        type: 'text',
        text: 'No channel, no direct message and no mailbox on file can be reached. Please call them, and put their places right.',
      },
    ],
    actions: [{ verb: 'notices', label: 'Who was told what', args: { client: client.id } }],
  }
}
