import type { Notice } from '../../domain/notices/notice.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Place } from '../../domain/people/place.ts'
import type { Card, VerbAction } from '../card/card.ts'
import { clientServices } from '../words/client-services.ts'
import { placeWords } from '../words/delivery-words.ts'

export type ChannelNews = Extract<Notice, { kind: `channel-${string}` }>

/** What a channel, the client's people and the vendor hear when it is linked to a client or unlinked. */
export function channelNewsCard(
  notice: ChannelNews,
  client: Client,
  reader: Place,
  contact: string | null = null,
): Card {
  const isTheChannel = reader.id === notice.facts.place
  if (notice.kind === 'channel-unlinked')
    return isTheChannel ? farewell(notice, client) : unlinkedCard(notice, client, reader)
  return isTheChannel ? welcome(notice, client) : linkedCard(notice, client, reader, contact)
}

type Linked = Extract<ChannelNews, { kind: 'channel-linked' }>
type Unlinked = Extract<ChannelNews, { kind: 'channel-unlinked' }>

const statusOf = ({ id }: Client): VerbAction => ({
  verb: 'status',
  label: 'Status',
  args: { client: id },
  style: 'primary',
})

function welcome({ kind, facts: { by, again } }: Linked, client: Client): Card {
  const title = `This channel follows ${client.name}${again ? ' again' : ' from now on'}`
  return {
    kind,
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

function farewell({ kind, facts: { by } }: Unlinked, client: Client): Card {
  const title = `This channel no longer follows ${client.name}`
  return {
    kind,
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

function linkedCard({ kind, facts }: Linked, client: Client, reader: Place, contact: string | null): Card {
  const channel = channelWords(facts)
  const title = `${channel} ${facts.again ? 'is linked again' : 'is linked'} to ${client.name}`
  return {
    kind,
    tone: 'neutral',
    title,
    summary: title,
    blocks: [
      {
        type: 'text',
        text:
          reader.room === null
            ? `Everybody who reads that channel sees what is planned for your servers. If it is none of yours, tell ${clientServices(contact)} at once.`
            : `What is planned for ${client.name} is shown there from now on.`,
      },
    ],
    actions: reader.room === null ? [] : [linksOf(client)],
    footer: `Linked by ${facts.by.name}`,
  }
}

function unlinkedCard({ kind, facts }: Unlinked, client: Client, reader: Place): Card {
  const title = `${channelWords(facts)} is no longer linked to ${client.name}`
  return {
    kind,
    tone: 'warning',
    title,
    summary: title,
    blocks: [
      {
        type: 'text',
        text:
          reader.room === null
            ? 'Nothing more about your servers is told there. You hear of them by mail and in your system, as before.'
            : 'Nothing more is told there.',
      },
    ],
    actions: reader.room === null ? [] : [linksOf(client)],
    footer: `Unlinked by ${facts.by.name}`,
  }
}

const linksOf = ({ id }: Client): VerbAction => ({
  verb: 'link',
  label: 'Channels of this client',
  args: { client: id },
})

const channelWords = (facts: ChannelNews['facts']): string =>
  placeWords({ address: { kind: 'channel', ...facts }, room: null })
