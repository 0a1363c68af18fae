import { redrawn } from '../../domain/notices/route.ts'
import { rolloutStanding } from '../../domain/notices/standing.ts'
import { defineNotice } from '../notice/define-notice.ts'
import { drawRollout } from './news/update-news.ts'
import { retiredRolloutCard } from './rollout-card.ts'

type Facts = {
  readonly release: string
  /** Another card follows that stands for it from then on. */
  readonly retired?: true
}

/** The card that stands for a roll-out changed without news: it is redrawn, and nobody is disturbed. */
export const rolloutRedrawn = defineNotice<'rollout-redrawn', Facts>({
  kind: 'rollout-redrawn',
  word: 'Card redrawn',
  topic: null,
  route: ({ release }, client) => ({
    standing: rolloutStanding(client, release),
    channel: redrawn,
    direct: redrawn,
  }),
  plan: null,
  overtaken: 'unless-it-retires',
  others: { redraws: ({ release }) => ({ message: 'reminder', release }), overtakes: null, takesBack: null },
  draw: (notice, to) =>
    notice.facts.retired
      ? {
          reads: 'release-at-client',
          of: { client: notice.client, release: notice.facts.release },
          card: ({ client, release }) => retiredRolloutCard(client, release),
        }
      : drawRollout(notice, to),
})
