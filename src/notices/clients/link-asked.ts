import type { Client } from '../../domain/people/client.ts'
import type { Card } from '../card/card.ts'
import { openPage } from '../card/page-actions.ts'
import { defineNotice } from '../notice/define-notice.ts'
import { pageWord } from './own-link-card.ts'

type Facts = {
  readonly page: 'report' | 'schedule' | 'calendar'
  readonly subject: string | null
  readonly administrator: string
}

/** Somebody opened a link that has expired, and wants a fresh one for the same page. */
export const linkAsked = defineNotice<'link-asked', Facts>({
  kind: 'link-asked',
  word: 'Fresh link',
  topic: null,
  route: ({ administrator }) => ({ mail: true, linksOf: administrator }),
  plan: null,
  overtaken: null,
  others: null,
  draw: ({ client, facts }) => ({
    reads: 'client',
    of: { client },
    card: (of) => freshLinkCard(facts, of.client),
  }),
})

function freshLinkCard({ page, subject }: Facts, client: Client): Card {
  const word = pageWord[page]
  return {
    kind: 'link-asked',
    tone: 'neutral',
    title: `Your fresh link to the ${word}`,
    summary: `Your fresh link to the ${word} of ${client.name}`,
    blocks: [
      {
        type: 'text',
        text: `Somebody opened an old link of yours to the ${word} of ${client.name} and asked for a fresh one. It is for you alone: please do not pass it on.`,
      },
      { type: 'text', text: 'If it was not you, there is nothing to do.' },
    ],
    actions: [openPage(page, client.id, { ...(subject && { subject }), label: `Open the ${word}` })],
  }
}
