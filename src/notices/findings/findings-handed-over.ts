import { edited } from '../../domain/notices/route.ts'
import type { ActorStamp } from '../../domain/people/actor.ts'
import type { ChatAccount } from '../../domain/people/client.ts'
import type { Block, Card, Text } from '../card/card.ts'
import { defineNotice } from '../notice/define-notice.ts'
import type { FailureView } from '../notice/views.ts'
import { notesLink } from '../words/release-notes.ts'
import { caseWords } from './findings-card.ts'
import { type AboutFailure, aboutFailure, drawFailure, outdatesDigest } from './findings-news.ts'

type Facts = AboutFailure & {
  readonly by: ActorStamp
  /** Nobody where it was put back. */
  readonly to: { readonly id: string; readonly name: string } | null
  /** What the giver wrote for the receiver. */
  readonly note: string | null
}

export const findingsHandedOver = defineNotice<'findings-handed-over', Facts>({
  kind: 'findings-handed-over',
  word: 'Finding handed over',
  topic: null,
  route: (facts) => ({ ...aboutFailure(facts), rooms: { triage: edited } }),
  plan: null,
  overtaken: null,
  others: outdatesDigest,
  draw(notice, { mode }) {
    const { facts } = notice
    const { to } = facts
    if (mode !== 'reply') return drawFailure(notice)
    return {
      reads: 'failure',
      of: facts,
      card: (failure) =>
        to
          ? {
              reads: 'accounts',
              of: { person: to.id },
              card: (accounts) => handedOverCard(failure, facts, accounts),
            }
          : handedOverCard(failure, facts, []),
    }
  },
})

/** What is told in a failure's thread when it changes hands: whoever gets it is mentioned. */
export function handedOverCard(
  { sample, release }: FailureView,
  { by, to, finding, note }: Facts,
  accounts: readonly ChatAccount[],
): Card {
  const title = to
    ? `${by.name} hands ${finding} over to ${to.name}`
    : `${by.name} puts ${finding} back: it waits for somebody to claim it`
  const what: Text = [...caseWords(sample), ` on release ${release.version}`]
  const text: Text = to ? [{ person: to.name, accounts }, ', this is yours now: ', ...what] : what
  const blocks: Block[] = [{ type: 'text', text }]
  if (note) blocks.push({ type: 'quote', text: note })
  const tone = to ? 'neutral' : 'warning'
  return { kind: 'findings-handed-over', tone, title, summary: title, blocks, actions: [notesLink(release)] }
}
