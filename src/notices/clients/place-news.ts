import { posted } from '../../domain/notices/route.ts'
import type { Place } from '../../domain/people/place.ts'
import type { Action, Card } from '../card/card.ts'
import { defineNotice } from '../notice/define-notice.ts'
import type { PlaceView, UntoldView } from '../notice/views.ts'
import { placeWords } from '../words/delivery-words.ts'
import { cut } from '../words/words.ts'

/** A place takes nothing any more; `reason` is its platform's word for why. */
export const placeGone = defineNotice<'place-gone', { readonly place: string; readonly reason: string }>({
  kind: 'place-gone',
  word: 'A place that cannot be reached',
  topic: null,
  route: () => ({ rooms: { ops: posted } }),
  plan: null,
  overtaken: null,
  others: null,
  draw: ({ client, facts: { place, reason } }) => ({
    reads: 'place',
    of: { client, place },
    card: (view) => placeGoneCard(view, reason),
  }),
})

/** Nobody at a client could be told: by no channel, no message and no mailbox. `told` is the kind of the notice. */
export const nobodyTold = defineNotice<'nobody-told', { readonly told: string; readonly release: string | null }>({
  kind: 'nobody-told',
  word: 'Nobody could be told',
  topic: null,
  route: () => ({ rooms: { ops: posted } }),
  plan: null,
  overtaken: null,
  others: null,
  draw: ({ client, facts: { told, release } }) => ({
    reads: 'untold',
    of: { client, told },
    card: (view) => nobodyToldCard(view, release),
  }),
})

function placeGoneCard({ place, client }: PlaceView, reason: string): Card {
  const name = placeWords(place)
  const title = cut(`${client ? `${client.name}: ` : ''}${name} cannot be reached`, 120)
  return {
    kind: 'place-gone',
    tone: 'warning',
    title,
    summary: title,
    blocks: [
      { type: 'facts', facts: [{ label: 'It answered', value: cut(reason, 200) }] },
      { type: 'text', text: consequence(place) },
      { type: 'text', text: remedy(place) },
    ],
    actions: client ? [whoWasTold(client.id)] : [],
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

function nobodyToldCard({ client, word }: UntoldView, release: string | null): Card {
  const title = cut(`Nobody at ${client.name} could be told`, 120)
  return {
    kind: 'nobody-told',
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
    actions: [whoWasTold(client.id)],
  }
}

const whoWasTold = (client: string): Action => ({ verb: 'notices', label: 'Who was told what', args: { client } })
