import type { RemindedStart } from '../../domain/notices/reminder.ts'
import { posted } from '../../domain/notices/route.ts'
import type { Card } from '../card/card.ts'
import { defineNotice } from '../notice/define-notice.ts'
import type { RolloutView } from '../notice/views.ts'
import { productionAmong, routeOfStarts } from './about-starts.ts'
import { rolloutCard } from './rollout-card.ts'

type Facts = { readonly release: string; readonly starts: readonly RemindedStart[] }

/** What is planned has reached nobody, so it is told by every other place. */
export const scheduleRepeated = defineNotice<'schedule-repeated', Facts>({
  kind: 'schedule-repeated',
  word: 'Told again, as nobody had seen it',
  topic: null,
  route: (facts, client) => ({
    ...routeOfStarts(facts, client),
    channel: posted,
    direct: posted,
    retires: facts.release,
  }),
  plan: { tellsStart: true, production: productionAmong },
  overtaken: 'when-its-starts-are-seen',
  others: null,
  draw: ({ client, facts: { release } }, { place }) => ({
    reads: 'rollout',
    of: { client, release },
    card: (view) => repeatedCard(view, place.administrator),
  }),
})

function repeatedCard(view: RolloutView, reader: string | null): Card {
  const card = rolloutCard(view, reader)
  return {
    ...card,
    kind: 'schedule-repeated',
    blocks: [
      {
        type: 'text',
        text: 'No other message about this has reached anybody on your side, so it comes here as well. Please press Acknowledge, so that we know that you have it.',
      },
      ...card.blocks,
    ],
  }
}
