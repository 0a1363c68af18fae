import { describe, expect, it } from 'vitest'
import { renderMail } from '../../src/adapters/email/render-mail.ts'
import { renderCard as slackCard } from '../../src/adapters/slack/rendering/render-card.ts'
import { renderCard as teamsCard } from '../../src/adapters/teams/rendering/render-card.ts'
import type { Card } from '../../src/notices/card/card.ts'
import { samples } from './sample-cards.ts'

// A message is read when somebody gets to it, and stands for weeks: it may say no time that is only true when it is sent.

const relative =
  /\bin (?:about )?(?:an?|one|\d+) (?:minute|hour|day|week)s?\b|\bago\b|\btomorrow\b|\byesterday\b|\btoday\b|\btonight\b|, now(?:$|[^\w ])|\bstarts now\b|\b(?:this|next) (?:week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/i

const platforms: Readonly<Record<string, (card: Card) => string>> = {
  slack: (card) => JSON.stringify(slackCard(card, { workspace: 'T1' })),
  teams: (card) => JSON.stringify(teamsCard(card, { workspace: 'T1' })),
  mail: (card) =>
    JSON.stringify(renderMail(card, { command: '/update', parametersOf: () => [], signature: 'Zerotouch' })),
  inbox: (card) => JSON.stringify(card),
}

describe.each(Object.entries(platforms))('no time that is only true when it is sent: %s', (_, render) => {
  it.each(samples.map(({ name, card }) => [name, card] as const))('%s', (_name, card) => {
    expect(render(card)).not.toMatch(relative)
  })
})

it.each(['starts in 12 days', 'starts in 1 hour', 'Sun 6 Dec, now', 'asked 20 minutes ago', 'tomorrow at 02:00'])(
  'what the walk looks for is found: %s',
  (words) => {
    expect(JSON.stringify({ words })).toMatch(relative)
  },
)
