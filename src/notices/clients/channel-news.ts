import { posted, type Route } from '../../domain/notices/route.ts'
import type { ActorStamp } from '../../domain/people/actor.ts'
import type { ChatPlatform, Client } from '../../domain/people/client.ts'
import type { ChannelAddress, Place } from '../../domain/people/place.ts'
import type { Card, VerbAction } from '../card/card.ts'
import { defineNotice } from '../notice/define-notice.ts'
import { clientServices } from '../words/client-services.ts'
import { placeWords } from '../words/delivery-words.ts'

/** A channel as a notice tells of it. */
type NotedChannel = {
  /** The id of the place that it is. */
  readonly place: string
  readonly platform: ChatPlatform
  readonly workspace: string
  readonly channel: string
}

export const notedChannel = (place: string, { platform, workspace, channel }: ChannelAddress): NotedChannel => ({
  place,
  platform,
  workspace,
  channel,
})

/** `again`: it was gone before. */
type Linked = NotedChannel & { readonly by: ActorStamp; readonly again: boolean }
type Unlinked = NotedChannel & { readonly by: ActorStamp }

export const channelLinked = defineNotice<'channel-linked', Linked>({
  kind: 'channel-linked',
  word: 'Channel linked',
  topic: null,
  route: routeOfChannel,
  plan: null,
  overtaken: null,
  others: null,
  draw: ({ client, facts }, { place }) => ({
    reads: 'client',
    of: { client },
    card: (of) =>
      place.id === facts.place ? welcome(facts, of.client) : linkedCard(facts, of.client, place, of.contact),
  }),
})

export const channelUnlinked = defineNotice<'channel-unlinked', Unlinked>({
  kind: 'channel-unlinked',
  word: 'Channel unlinked',
  topic: null,
  route: (facts) => ({ ...routeOfChannel(facts), farewell: facts.place }),
  plan: null,
  overtaken: null,
  others: null,
  draw: ({ client: about, facts }, { place }) => ({
    reads: 'client',
    of: { client: about },
    card: ({ client }) => (place.id === facts.place ? farewell(facts, client) : unlinkedCard(facts, client, place)),
  }),
})

/** The channel itself, the client's people and the vendor. */
function routeOfChannel({ place }: NotedChannel): Route {
  return { channel: posted, onlyChannel: place, mail: true, rooms: { ops: posted } }
}

const statusOf = ({ id }: Client): VerbAction => ({
  verb: 'status',
  label: 'Status',
  args: { client: id },
  style: 'primary',
})

function welcome({ by, again }: Linked, client: Client): Card {
  const title = `This channel follows ${client.name}${again ? ' again' : ' from now on'}`
  return {
    kind: 'channel-linked',
    tone: 'good',
    title,
    summary: title,
    blocks: [
      {
        type: 'text',
        text: again
          ? 'Messages did not get through to it for a while. What is planned now is shown here; see Status. You read here:'
          : `You read here, with times in ${client.zone}:`,
      },
      {
        type: 'list',
        items: [
          'the System Health report of each release, from a copy of your servers',
          'when your servers are updated, and how long the outage is expected to be',
          'each change of a plan, with who made it and why, and reminders before a start',
          'what becomes of urgent requests',
        ],
      },
      { type: 'text', text: 'Everybody here can read that. Only administrators on file can act on it.' },
    ],
    actions: [
      statusOf(client),
      { verb: 'settings', label: 'Settings', args: { client: client.id } },
      { verb: 'help', label: 'Help', args: {} },
    ],
    footer: `Linked by ${by.name}`,
  }
}

function farewell({ by }: Unlinked, client: Client): Card {
  const title = `This channel no longer follows ${client.name}`
  return {
    kind: 'channel-unlinked',
    tone: 'neutral',
    title,
    summary: title,
    blocks: [
      {
        type: 'text',
        text: 'Nothing more about its servers is told here.',
      },
    ],
    actions: [],
    footer: `Unlinked by ${by.name}`,
  }
}

function linkedCard(facts: Linked, client: Client, reader: Place, contact: string | null): Card {
  const theirs = `Everybody who reads that channel sees what is planned for your servers. If it is none of yours, tell ${clientServices(contact)} at once.`
  return besideIt(client, reader, {
    kind: 'channel-linked',
    tone: 'neutral',
    title: `${channelWords(facts)} ${facts.again ? 'is linked again' : 'is linked'} to ${client.name}`,
    text: reader.room === null ? theirs : `What is planned for ${client.name} is shown there from now on.`,
    footer: `Linked by ${facts.by.name}`,
  })
}

function unlinkedCard(facts: Unlinked, client: Client, reader: Place): Card {
  const theirs =
    'Nothing more about your servers is told there. You hear of them by mail and in your system, as before.'
  return besideIt(client, reader, {
    kind: 'channel-unlinked',
    tone: 'warning',
    title: `${channelWords(facts)} is no longer linked to ${client.name}`,
    text: reader.room === null ? theirs : 'Nothing more is told there.',
    footer: `Unlinked by ${facts.by.name}`,
  })
}

type News = Pick<Card, 'kind' | 'tone' | 'title' | 'footer'> & { readonly text: string }

/** What those hear who are not in the channel. */
const besideIt = (client: Client, reader: Place, { text, ...news }: News): Card => ({
  ...news,
  summary: news.title,
  blocks: [{ type: 'text', text }],
  actions: reader.room === null ? [] : [linksOf(client)],
})

const linksOf = ({ id }: Client): VerbAction => ({
  verb: 'link',
  label: 'Channels of this client',
  args: { client: id },
})

const channelWords = (facts: NotedChannel): string => placeWords({ address: { kind: 'channel', ...facts }, room: null })
