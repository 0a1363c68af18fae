import { posted, redrawn } from '../../domain/notices/route.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Release } from '../../domain/releases/release.ts'
import { type InsideText, readInside } from '../../domain/updates/inside-text.ts'
import type { Block, Card } from '../card/card.ts'
import { defineNotice, isOfClient } from '../notice/define-notice.ts'
import { cut } from '../words/words.ts'
import { type AboutVerification, aboutReport, drawReport } from './about-verification.ts'

/** Every try came to nothing; `detail` is the last runner's word, for the vendor. */
type Facts = AboutVerification & { readonly tries: number; readonly detail: InsideText | null }

export const verificationFailed = defineNotice<'verification-failed', Facts>({
  kind: 'verification-failed',
  word: 'Copy could not be checked',
  topic: null,
  route: (facts) => ({ ...aboutReport(facts), channel: redrawn, rooms: { ops: posted } }),
  plan: null,
  overtaken: null,
  others: null,
  draw: (notice, { place }) =>
    isOfClient(place)
      ? drawReport(notice)
      : {
          reads: 'release-at-client',
          of: { client: notice.client, release: notice.facts.release },
          card: ({ client, release }) => verificationFailedCard(notice.facts, client, release),
        },
})

const longestDetail = 1500

/** What ops hears when no try to verify a client's copy came to an end. */
function verificationFailedCard({ verification, tries, detail }: Facts, client: Client, release: Release): Card {
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
