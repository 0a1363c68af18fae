import { posted } from '../../domain/notices/route.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Release } from '../../domain/releases/release.ts'
import type { Card } from '../card/card.ts'
import { defineNotice } from '../notice/define-notice.ts'
import { notesLink } from '../words/release-notes.ts'

type Facts = { readonly release: string; readonly reason: 'no-legal-start' | 'nobody-reachable' }

export const clientUnschedulable = defineNotice<'client-unschedulable', Facts>({
  kind: 'client-unschedulable',
  word: 'Could not be scheduled',
  topic: null,
  route: () => ({ rooms: { ops: posted } }),
  plan: null,
  overtaken: null,
  others: null,
  draw: ({ client, facts }) => ({
    reads: 'release-at-client',
    of: { client, release: facts.release },
    card: (at) => unschedulableCard(facts, at.client, at.release),
  }),
})

/** What ops hears when a client cannot be scheduled. */
export function unschedulableCard({ reason }: Pick<Facts, 'reason'>, client: Client, release: Release): Card {
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
