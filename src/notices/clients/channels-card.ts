import type { Client } from '../../domain/people/client.ts'
import type { Place } from '../../domain/people/place.ts'
import type { Card } from '../card/card.ts'
import { placeWords } from '../words/delivery-words.ts'

/** The channels in which a client is told, each with the way to unlink it; for the vendor's staff. */
export const channelsCard = (client: Pick<Client, 'id' | 'name'>, channels: readonly Place[]): Card => ({
  kind: 'channels',
  tone: channels.length === 0 || channels.some(({ gone }) => gone) ? 'warning' : 'neutral',
  title: `${client.name}: channels`,
  summary: `${client.name} has ${channels.length === 1 ? '1 channel' : `${channels.length} channels`}`,
  blocks: [
    ...channels.map((place) => ({
      type: 'section' as const,
      title: placeWords(place),
      facts: [
        {
          label: 'State',
          value: place.awaitsLink
            ? 'named by the client itself, and not linked: somebody in it has to say link'
            : place.gone
              ? 'gone: messages do not get through. Add the bot there again, then say link in it'
              : 'linked',
        },
      ],
      actions: place.awaitsLink
        ? []
        : [{ verb: 'link', label: 'Unlink', args: { client: client.id, unlink: place.id } }],
    })),
    {
      type: 'text',
      text:
        channels.length === 0
          ? [
              'No channel is linked: its people hear by mail and in their system alone. Add the bot to a channel of theirs and say ',
              { code: `link ${client.id}` },
              ' there.',
            ]
          : ['For another one, say ', { code: `link ${client.id}` }, ' in it.'],
    },
  ],
  actions: [{ verb: 'link', label: 'Link by its ids', args: { client: client.id, part: 'elsewhere' } }],
})
