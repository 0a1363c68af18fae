import { posted } from '../../domain/notices/route.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Environment } from '../../domain/people/system.ts'
import type { Release } from '../../domain/releases/release.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import type { Block, Card } from '../card/card.ts'
import { openPage } from '../card/page-actions.ts'
import { defineNotice } from '../notice/define-notice.ts'
import { notesLink } from '../words/release-notes.ts'
import { environmentWord } from '../words/words.ts'
import type { AboutVerification } from './about-verification.ts'

/** An update that was scheduled and is on hold now. */
export type HeldStart = {
  readonly update: string
  readonly environment: Environment
  readonly startsAt: string
}

/** What is held by a confirmed failure, and the note that the specialist marked for the client. */
type Facts = AboutVerification & { readonly held: readonly HeldStart[]; readonly note: string | null }

export const verificationBlocked = defineNotice<'verification-blocked', Facts>({
  kind: 'verification-blocked',
  word: 'Update blocked by a finding',
  topic: null,
  route: () => ({ channel: posted, mail: true, inbox: 'both' }),
  plan: null,
  overtaken: null,
  others: null,
  draw: ({ client, facts }) => ({
    reads: 'release-at-client',
    of: { client, release: facts.release },
    card: (at) => verificationBlockedCard(facts, at.client, at.release),
  }),
})

/** What a client hears when a failure on its copy was confirmed: plainly, and nothing of what is internal. */
function verificationBlockedCard({ held, note, verification }: Facts, client: Client, release: Release): Card {
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
