import type { Attention } from '../../domain/notices/attention.ts'
import type { VerbAction } from '../card/card.ts'
import { placeWords } from '../words/delivery-words.ts'
import { counted, cut } from '../words/words.ts'
import type { KindWords } from './kind-words.ts'

type Kinds = 'place-gone' | 'place-unconfirmed' | 'delivery-in-doubt' | 'delivery-overdue'

const nameOf = ({ client, facts }: Attention<Kinds>): string =>
  cut(`${client ? `${client.name}: ` : ''}${placeWords(facts)}`, 150)

const told = ({ client }: Attention<Kinds>): VerbAction[] =>
  client ? [{ verb: 'notices', label: 'Who was told what', args: { client: client.id } }] : []

const page = (): string => '/ops#places'

export const placeAttentionWords: { readonly [Kind in Kinds]: KindWords<Kind> } = {
  'place-gone': {
    many: (count) => `${counted(count, 'place')} gone`,
    for: ['operator', 'services'],
    title: (one) => `${nameOf(one)} cannot be reached`,
    state: ({ facts }) => `It answered: ${cut(facts.reason, 200)}`,
    actions: told,
    page,
  },
  'place-unconfirmed': {
    many: (count) =>
      `${counted(count, 'channel waits', 'channels wait')} for the word of somebody in ${count === 1 ? 'it' : 'them'}`,
    for: ['services', 'operator'],
    title: (one) => `${nameOf(one)} is not linked yet`,
    state: () => 'The client’s own system named it. Somebody in the channel, or of our staff, links it with “link”.',
    actions: told,
    page: () => null,
  },
  'delivery-in-doubt': {
    many: (count) => `${counted(count, 'place')} where messages are in doubt`,
    for: ['operator'],
    title: (one) => `${nameOf(one)}: ${counted(one.facts.deliveries, 'message')} may or may not have arrived`,
    state: () => 'They are not sent again, so that nobody is told twice: look there, or ask the reader.',
    actions: told,
    page,
  },
  'delivery-overdue': {
    many: (count) => `${counted(count, 'place')} where messages are overdue`,
    for: ['operator'],
    title: (one) => `${nameOf(one)}: ${counted(one.facts.deliveries, 'message')} not sent yet`,
    state: ({ facts }) => (facts.reason === null ? null : `Last tried: ${cut(facts.reason, 200)}`),
    actions: told,
    page,
  },
}
