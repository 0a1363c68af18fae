import { posted } from '../../domain/notices/route.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import type { Card } from '../card/card.ts'
import { defineNotice } from '../notice/define-notice.ts'
import type { DoubtsView } from '../notice/views.ts'
import { placeWords } from '../words/delivery-words.ts'
import { counted, cut } from '../words/words.ts'

/** Of some deliveries nobody can find out whether they arrived; which they are is read when it is told. */
export const doubtsRemain = defineNotice<'doubts-remain', Readonly<Record<never, never>>>({
  kind: 'doubts-remain',
  word: 'Messages that may not have arrived',
  topic: null,
  route: () => ({ rooms: { ops: posted } }),
  plan: null,
  overtaken: 'when-no-doubt-is-left',
  others: null,
  draw: () => ({ reads: 'doubts', of: {}, card: doubtsCard }),
})

const buttons = 4

function doubtsCard({ count, items }: DoubtsView): Card {
  const title = `${counted(count, 'message')} may or may not have arrived`
  const rest = count - items.length
  const clients = [...new Set(items.flatMap(({ client }) => client ?? []))]
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
          ...items.map(({ id, client, heading, place, finishedAt }) => [
            { code: id },
            ` ${cut(placeWords(place), 80)}${client ? ` of ${client}` : ''}: ${heading}${finishedAt ? `, ${showInstant(finishedAt, 'UTC', 'short')}` : ''}`,
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
