import { showDistance, showInstant } from '../domain/show-time.ts'
import type { Card, Fact } from './card.ts'
import { notesLink } from './release-notes.ts'
import { type RolloutView, rolloutCard } from './rollout-card.ts'
import { environmentWord } from './words.ts'

/** What a client's other places hear when none of its administrators has seen what is planned. */
export function repeatedCard(view: RolloutView): Card {
  const card = rolloutCard(view)
  return {
    ...card,
    kind: 'schedule-repeated',
    blocks: [
      {
        type: 'text',
        text: 'Nobody on your side has said yet that they have seen this. Please press Acknowledge.',
      },
      ...card.blocks,
    ],
  }
}

/** What ops hears of it. */
export function unseenCard({ client, release, updates, now }: RolloutView): Card {
  const title = `${client.name}: nobody has seen that ${release.version} is planned`
  return {
    kind: 'schedule-unseen',
    tone: 'warning',
    title,
    summary: title,
    blocks: [
      {
        type: 'facts',
        facts: updates.map(
          ({ update }): Fact => ({
            label: environmentWord[update.environment],
            value: `${showInstant(update.startsAt, update.zone)}, ${showDistance(now, update.startsAt)}`,
          }),
        ),
      },
      {
        type: 'text',
        text: 'No administrator has acknowledged it or acted on it, so it was told again by every other place on file.',
      },
    ],
    actions: [{ verb: 'notices', label: 'Who was told', args: { client: client.id } }, notesLink(release)],
  }
}
