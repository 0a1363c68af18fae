import type { NoticeFacts } from '../../domain/notices/notice.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Release } from '../../domain/releases/release.ts'
import type { Card } from '../card/card.ts'
import { notesLink } from '../words/release-notes.ts'

/** What ops hears when a client cannot be scheduled. */
export function unschedulableCard(
  { reason }: NoticeFacts['client-unschedulable'],
  client: Client,
  release: Release,
): Card {
  const title = `${client.name}: release ${release.version} is not scheduled`
  const text = {
    'no-legal-start':
      'No maintenance window within the next 60 days is free of freezes and has room. Look at the client’s windows and freezes.',
    'nobody-reachable':
      'No administrator of this client can be reached, and nobody’s server is updated behind their back. Put an administrator or a channel on file.',
  }[reason]
  return {
    kind: 'client-unschedulable',
    tone: 'bad',
    title,
    summary: title,
    blocks: [{ type: 'text', text }],
    actions: [notesLink(release)],
  }
}
