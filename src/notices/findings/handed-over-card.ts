import type { NoticeFacts } from '../../domain/notices/notice.ts'
import type { ChatAccount } from '../../domain/people/client.ts'
import type { Block, Card, Text } from '../card/card.ts'
import { notesLink } from '../words/release-notes.ts'
import { caseWords, type FailureView } from './findings-card.ts'

/** What is told in a failure's thread when it changes hands: whoever gets it is mentioned. */
export function handedOverCard(
  { sample, release }: FailureView,
  { by, to, finding, note }: NoticeFacts['findings-handed-over'],
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
