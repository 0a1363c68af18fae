import type { NoticeFacts } from '../../domain/notices/notice.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Release } from '../../domain/releases/release.ts'
import { readInside } from '../../domain/updates/inside-text.ts'
import type { Block, Card } from '../card/card.ts'
import { cut } from '../words/words.ts'

const longestDetail = 1500

/** What ops hears when no try to verify a client's copy came to an end. */
export function verificationFailedCard(
  { verification, tries, detail }: NoticeFacts['verification-failed'],
  client: Client,
  release: Release,
): Card {
  const title = `${client.name}: release ${release.version} could not be tried on a copy`
  const said = readInside(detail)
  const last = said === null ? 'The runner fell silent.' : 'The last try ended with:'
  const blocks: Block[] = [
    {
      type: 'text',
      text: `${verification} was tried ${tries} times. Nothing is scheduled for this client. ${last}`,
    },
  ]
  if (said !== null) blocks.push({ type: 'quote', text: cut(said, longestDetail) })
  blocks.push({ type: 'text', text: 'Mend what keeps the runner, then start it again.' })
  return {
    kind: 'verification-failed',
    tone: 'bad',
    title,
    summary: title,
    blocks,
    actions: [{ verb: 'rerun', label: 'Check the copy again', args: { client: client.id } }],
  }
}
