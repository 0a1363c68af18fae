import type { Notice } from '../../domain/notices/notice.ts'
import type { Place } from '../../domain/people/place.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import type { Card } from '../card/card.ts'
import { placeWords } from '../words/delivery-words.ts'
import { counted, cut } from '../words/words.ts'
import { headingOf } from './deliveries-card.ts'

export type DoubtsView = {
  readonly count: number
  /** The oldest of them. */
  readonly items: readonly {
    readonly id: string
    readonly notice: Notice
    readonly place: Place
    readonly finishedAt: Date | null
  }[]
}

const buttons = 4

/** What ops reads of deliveries of which nobody can say whether they arrived. */
export function doubtsCard({ count, items }: DoubtsView): Card {
  const title = `${counted(count, 'message')} may or may not have arrived`
  const rest = count - items.length
  const clients = [...new Set(items.flatMap(({ notice }) => notice.client ?? []))]
  return {
    kind: 'doubts-remain',
    tone: 'warning',
    title,
    summary: title,
    blocks: [
      {
        type: 'text',
        text: 'The platform gave no answer when they were sent, and could not say since. They are not sent again, so that nobody is told twice: please look there, or ask the reader.',
      },
      {
        type: 'list',
        items: [
          ...items.map(({ id, notice, place, finishedAt }) => [
            { code: id },
            ` ${cut(placeWords(place), 80)}${notice.client ? ` of ${notice.client}` : ''}: ${headingOf(notice)}${finishedAt ? `, ${showInstant(finishedAt, 'UTC', 'short')}` : ''}`,
          ]),
          ...(rest > 0 ? [`… and ${counted(rest, 'more', 'more')}.`] : []),
        ],
      },
    ],
    actions: clients
      .slice(0, buttons)
      .map((client) => ({ verb: 'notices', label: `Told: ${cut(client, 30)}`, args: { client } })),
  }
}
