import type { Attention } from '../../domain/notices/attention.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import type { Card, Span, VerbAction } from '../card/card.ts'
import type { WaitingView } from '../notice/views.ts'
import { counted, cut } from '../words/words.ts'
import { attentionActions, attentionTitle } from './attention-words.ts'

const buttons = 3

/** All that waits unclaimed in an internal room, in one message that mentions its team. */
export function waitingCard({ room, count, items, team }: WaitingView): Card {
  const title =
    room === 'triage'
      ? `${counted(count, 'failure')} ${count === 1 ? 'waits' : 'wait'} for somebody to claim ${count === 1 ? 'it' : 'them'}`
      : `${counted(count, 'urgent request')} ${count === 1 ? 'waits' : 'wait'} for somebody to claim ${count === 1 ? 'it' : 'them'}`
  const mentions: Span[] = team.flatMap(({ name, accounts }, index) => [
    ...(index === 0 ? [] : [' ']),
    { person: name, accounts },
  ])
  const rest = count - items.length
  return {
    kind: 'room-reminded',
    tone: 'warning',
    title,
    summary: title,
    blocks: [
      ...(mentions.length > 0 ? [{ type: 'text' as const, text: mentions }] : []),
      {
        type: 'list',
        items: [
          ...items.map((one): Span[] => [
            { code: subjectOf(one) },
            ` ${cut(textOf(one), 120)} (${whoOf(one)}, ${one.release}), since ${showInstant(one.since, 'UTC', 'short')}`,
          ]),
          ...(rest > 0 ? [`… and ${counted(rest, 'more', 'more')}.`] : []),
        ],
      },
    ],
    actions: items.slice(0, buttons).flatMap(claimButton),
  }
}

const claimOf = (one: Attention): VerbAction | undefined =>
  attentionActions(one).find(({ verb }) => verb.startsWith('claim-'))

function claimButton(one: Attention): VerbAction[] {
  const claim = claimOf(one)
  return claim ? [{ ...claim, label: `Claim ${subjectOf(one)}` }] : []
}

/** The id of what is claimed, which its button names first. */
const subjectOf = (one: Attention): string => Object.values(claimOf(one)?.args ?? {})[0] ?? ''

const textOf = (one: Attention): string => (one.kind === 'request-unanswered' ? one.facts.reason : attentionTitle(one))

const whoOf = ({ client, clients }: Attention): string => client?.id ?? counted(clients, 'client')

const what = { triage: 'failure', services: 'urgent request' } as const

/** What a digest shows when everything in it was taken in hand. */
export const claimedCard = (room: WaitingView['room']): Card =>
  quiet('good', `Every ${what[room]} is in somebody’s hands`)

/** What a digest shows once a newer one stands below. */
export const retiredCard = (room: WaitingView['room']): Card =>
  quiet('neutral', `Every ${what[room]} that still waits is in the newer message below`)

const quiet = (tone: Card['tone'], title: string): Card => ({
  kind: 'room-reminded',
  tone,
  title,
  summary: title,
  blocks: [],
  actions: [],
})
