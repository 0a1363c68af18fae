import type { NoticeFacts } from '../../domain/notices/notice.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Release } from '../../domain/releases/release.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import type { Block, Card } from '../card/card.ts'
import { openPage } from '../card/page-actions.ts'
import { notesLink } from '../words/release-notes.ts'
import { environmentWord } from '../words/words.ts'

/** What a client hears when a failure on its copy was confirmed: plainly, and nothing of what is internal. */
export function verificationBlockedCard(
  { held, note, verification }: NoticeFacts['verification-blocked'],
  client: Client,
  release: Release,
): Card {
  const title = `${client.name}: release ${release.version} waits for a fix`
  const blocks: Block[] = [
    {
      type: 'text',
      text: 'One of our application specialists confirmed a failure that the update caused on a copy of your live environment. Your live servers are not touched, and you need not do anything.',
    },
  ]
  if (held.length > 0) {
    const facts = held.map(({ environment, startsAt }) => ({
      label: environmentWord[environment],
      value: `was planned for ${showInstant(new Date(startsAt), client.zone)}; on hold now`,
    }))
    blocks.push({ type: 'facts', facts })
  }
  if (note) blocks.push({ type: 'quote', text: note })
  blocks.push({ type: 'text', text: 'You will be told as soon as it goes on.' })
  return {
    kind: 'verification-blocked',
    tone: 'warning',
    title,
    summary: title,
    blocks,
    actions: [
      { verb: 'health', label: 'Health report', args: { client: client.id } },
      openPage('report', client.id, { subject: verification }),
      notesLink(release),
    ],
  }
}
