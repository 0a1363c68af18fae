import type { Notice } from '../../domain/notices/notice.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Card } from '../card/card.ts'
import { openPage } from '../card/page-actions.ts'
import { pageWord } from './own-link-card.ts'

/** What somebody is mailed who opened a link that had expired. */
export function freshLinkCard(
  { page, subject }: Extract<Notice, { kind: 'link-asked' }>['facts'],
  client: Client,
): Card {
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
