import type { Card } from '../card/card.ts'
import { type RolloutView, rolloutCard } from './rollout-card.ts'

/** What a client's other places hear when what is planned has reached nobody there. */
export function repeatedCard(view: RolloutView, reader: string | null): Card {
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
