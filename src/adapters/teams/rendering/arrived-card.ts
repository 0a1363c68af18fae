import type { Card } from '../../../notices/card/card.ts'

/** What is told in a channel already: the business of a client, or that of the vendor's own people. */
export type Follows = {
  readonly client: { readonly id: string; readonly name: string } | null
  /** Nothing gets through to it until it is linked again. */
  readonly gone: boolean
}

export type Arrival = {
  readonly tenant: string
  /** The channel's id, or that of the person whose chat it is. */
  readonly id: string
  readonly personal: boolean
  /** Null where nothing is told yet. */
  readonly follows: Follows | null
}

/** What the bot says where it was just put: whose updates are told here, or how this place is linked to a client. */
export function arrivedCard({ tenant, id, personal, follows }: Arrival): Card {
  if (follows && !follows.gone) return linkedCard(follows)
  return {
    kind: 'arrived',
    tone: 'neutral',
    title: 'Zerotouch is here',
    summary: `Zerotouch is here. Type ${personal ? 'help' : '@Zerotouch help'} to see what I can do.`,
    blocks: [
      { type: 'text', text: personal ? personalWords : channelWords(follows) },
      {
        type: 'facts',
        facts: [
          { label: 'Tenant', value: [{ code: tenant }] },
          { label: personal ? 'Your id' : 'Channel', value: [{ code: id }] },
        ],
      },
    ],
    actions: [help],
  }
}

const help = { verb: 'help', label: 'Help', args: {} } as const

const personalWords = 'I tell you about the updates of your servers. Type help to see what I can do.'

const channelWords = (follows: Follows | null): string =>
  follows
    ? `This channel was linked${follows.client ? ` to ${follows.client.name}` : ''}, and messages did not get through. I tell it about updates again once the vendor has said @Zerotouch link here, or linked it with these two:`
    : 'I tell this channel about updates once the vendor has linked it to you: by saying @Zerotouch link here, or with these two:'

function linkedCard({ client }: Follows): Card {
  const title = client ? `Zerotouch is here for ${client.name}` : 'Zerotouch is here for our own people'
  const what = client
    ? `Updates of ${client.name}’s servers are told here: this channel is linked already, and nothing more is needed. Type @Zerotouch status to see what is planned, and @Zerotouch help to see what I can do.`
    : 'This is one of our own channels, and nothing more is needed. Type @Zerotouch help to see what I can do.'
  return {
    kind: 'arrived',
    tone: 'neutral',
    title,
    summary: title,
    blocks: [{ type: 'text', text: what }],
    actions: [...(client ? [{ verb: 'status', label: 'Status', args: { client: client.id } }] : []), help],
  }
}
