import type { App } from '../../src/app/use-cases/app.ts'
import { administers, type Person } from '../../src/domain/people/actor.ts'
import type { ChannelAddress } from '../../src/domain/people/place.ts'
import { type Reply, replyCard } from '../../src/notices/card/reply.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import type { Invocation } from '../command/define-command.ts'

/** The clients of an administrator whose own documents name a channel in which nobody has said `link` yet. */
export async function ownWaiting(actor: Person, channel: ChannelAddress, app: App): Promise<readonly string[]> {
  if (actor.administers.length === 0) return []
  return (await app.awaitedAt(channel)).filter((client) => administers(actor, client))
}

/** The word of an administrator who is in the channel that the client's own document names: it follows the client now. */
export async function confirmChannel({ actor, request, from, args }: Invocation, app: App): Promise<Reply> {
  const { channel } = from
  if (!channel) return no('Say it in the channel that is to be linked.')
  const named = args['client']?.trim().toLowerCase()
  const own = (await ownWaiting(actor, channel, app)).filter((client) => !named || named === client)
  const [client] = own
  if (client === undefined) return no('The document of no client of yours that is called so names this channel.')
  if (own.length > 1) {
    const choices = own.map((id) => ({ verb: 'link', label: id, args: { client: id } }))
    const text = 'The documents of several of your clients name this channel. Choose one.'
    return replyCard(noteCard('choice', 'neutral', 'Which client?', text, choices))
  }
  const linked = await app.linkChannel({ actor, request, client, channel })
  if (!linked.ok) return no(linked.refusal.detail)
  const words = 'The channel is welcomed and shown what is planned; its administrators and ops are told.'
  return replyCard(noteCard('linked', 'good', `Linked to ${linked.value.client.name}`, words))
}

const no = (words: string): Reply => replyCard(noteCard('refusal', 'warning', 'Not linked', words))
