import type { ChatAccount } from '../domain/client.ts'
import { showDistance } from '../domain/show-time.ts'
import type { Action, Card, Span } from './card.ts'
import { counted, cut } from './words.ts'

export type WaitingView = {
  readonly room: 'triage' | 'services'
  readonly count: number
  /** The oldest of them. */
  readonly items: readonly {
    readonly id: string
    readonly revision: number
    readonly client: string
    readonly release: string
    /** A stranger's text. */
    readonly text: string
    readonly since: Date
    readonly clients: number
  }[]
  readonly team: readonly { readonly name: string; readonly accounts: readonly ChatAccount[] }[]
  readonly now: Date
}

const buttons = 3

/** All that waits unclaimed in an internal room, in one message that mentions its team. */
export function waitingCard({ room, count, items, team, now }: WaitingView): Card {
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
          ...items.map(({ id, client, clients, release, text, since }): Span[] => [
            { code: id },
            ` ${cut(text, 120)} (${clients > 1 ? counted(clients, 'client') : client}, ${release}), ${showDistance(now, since)}`,
          ]),
          ...(rest > 0 ? [`… and ${counted(rest, 'more', 'more')}.`] : []),
        ],
      },
    ],
    actions: items.slice(0, buttons).map(claimButton),
  }
}

function claimButton({ id, revision }: WaitingView['items'][number]): Action {
  const [verb, name] = claims[id.charAt(0)] ?? claims['F']
  return { verb, label: `Claim ${id}`, args: { [name]: id, seen: String(revision) } }
}

/** The verb that claims a thing, and the name of its argument, by the letter of its id. */
const claims: Readonly<Record<string, readonly [string, string]>> & {
  readonly F: readonly [string, string]
} = {
  F: ['claim-finding', 'finding'],
  U: ['claim-update', 'update'],
  R: ['claim-request', 'request'],
}

const what = { triage: 'failure', services: 'urgent request' } as const

/** What a digest shows when everything in it was taken in hand. */
export const claimedCard = (room: WaitingView['room']): Card =>
  quiet('good', `Every ${what[room]} is in somebody’s hands`)

/** What a digest shows once a newer one stands below. */
export const retiredCard = (room: WaitingView['room']): Card =>
  quiet('neutral', `Every ${what[room]} that still waits is in the newer message below`)

const quiet = (tone: Card['tone'], title: string): Card => ({
  ...{ kind: 'room-reminded', tone, title, summary: title, blocks: [], actions: [] },
})
