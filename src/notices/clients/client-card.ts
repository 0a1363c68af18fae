import type { Place } from '../../domain/people/place.ts'
import type { Card } from '../card/card.ts'
import { type StatusView, statusCard } from '../updates/status-card.ts'
import { placeWords } from '../words/delivery-words.ts'
import { cut } from '../words/words.ts'

const peopleShown = 10

/** One client's state with its people and channels, for the vendor's staff. */
export function clientCard(view: StatusView, places: readonly Place[]): Card {
  const { client } = view
  const { id, name, administrators } = client
  const channels = places.filter(({ address }) => address.kind === 'channel')
  const card = statusCard(view)
  const args = { client: id }
  return {
    ...card,
    kind: 'client',
    title: `${name} (${id})`,
    blocks: [
      ...card.blocks,
      {
        type: 'facts',
        facts: [
          {
            label: 'Administrators',
            value: administrators
              .slice(0, peopleShown)
              .map((one) => `${one.name} <${one.email}>`)
              .concat(administrators.length > peopleShown ? ['…'] : [])
              .join(', '),
          },
          {
            label: 'Channels',
            value:
              channels.map((place) => `${placeWords(place)}${place.gone ? ' (gone)' : ''}`).join(', ') ||
              'none: they hear by mail and in their system alone',
          },
        ].map((fact) => ({ ...fact, value: cut(fact.value, 1_000) })),
      },
    ],
    actions: [
      ...card.actions,
      { verb: 'history', label: 'History', args },
      { verb: 'notices', label: 'Notices', args },
      { verb: 'settings', label: 'Settings', args },
      { verb: 'link', label: 'Channels', args },
    ],
  }
}
