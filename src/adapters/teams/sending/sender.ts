import type { ConnectorClient } from 'botframework-connector'
import type { MessageRef, Outgoing, Sender, SendOutcome } from '../../../app/ports/delivery-ports.ts'
import type { Clock } from '../../../app/ports/ports.ts'
import type { KnownConversation, KnownConversations } from '../../../app/ports/stores/conversation-ports.ts'
import type { Address } from '../../../domain/people/place.ts'
import { certainOutcome } from '../../chat/certain-outcome.ts'
import { channelOfThread } from '../reading/conversation.ts'
import { messageOf, renderCard } from '../rendering/render-card.ts'
import type { Connectors } from '../trust/connectors.ts'
import type { Registration, Registrations } from '../trust/registrations.ts'
import { laneKeys, teamsLanes } from './lanes.ts'
import { isMessageGone, isTooMany, outcomeOf } from './send-outcome.ts'

export type TeamsSenderSettings = {
  readonly registrations: Registrations
  readonly connectors: Connectors
  readonly conversations: KnownConversations
  readonly clock: Clock
  /** Where a conversation is that nobody was heard of in yet. */
  readonly serviceUrl: string
}

type TeamsAddress = Extract<Address, { kind: 'channel' | 'direct' }>
type Message = ReturnType<typeof messageOf>
type Way = { readonly connector: ConnectorClient; readonly conversation: string }

/**
 * Sends cards to channels, group chats and people in Teams: as a new message, under the standing one, or by redrawing it
 * for everybody. Where the standing message is gone the card is posted anew.
 */
export function makeTeamsSender(settings: TeamsSenderSettings): Sender {
  return {
    async send(outgoing) {
      const address = inTeams(outgoing.place.address)
      if (!address) return { kind: 'rejected', reason: `not in Teams: ${outgoing.place.address.kind}` }
      const registration = settings.registrations.byTenant(address.workspace)
      if (!registration) return { kind: 'retry', reason: 'no registration for the tenant', afterMs: 5 * 60_000 }
      const message = messageOf(renderCard(outgoing.card, address))
      let way: Way
      try {
        way = await wayTo(settings, registration, address)
      } catch (error) {
        // Making a chat may be done twice: it is the same one.
        return certainOutcome(outcomeOf(error))
      }
      try {
        return closing(await sendTo(way, outgoing, message), outgoing)
      } catch (error) {
        return closing(outcomeOf(error), outgoing)
      }
    },
    lanes: teamsLanes,
    // Teams shows a bot no history. A card redrawn twice looks the same.
    find: async ({ mode, standingMessage }) =>
      mode === 'edit' && standingOf(standingMessage) ? { kind: 'absent' } : { kind: 'undecidable' },
  }
}

/** Teams does not say whether it means the conversation or the tenant, and has far more patience with a tenant. */
function closing(outcome: SendOutcome, { place }: Outgoing): SendOutcome {
  const keys = laneKeys(place)
  return outcome.kind === 'retry' && keys && isTooMany(outcome.reason)
    ? { ...outcome, closes: keys.conversation }
    : outcome
}

const inTeams = (address: Address): TeamsAddress | null =>
  (address.kind === 'channel' || address.kind === 'direct') && address.platform === 'teams' ? address : null

async function wayTo(
  { conversations, connectors, serviceUrl, clock }: TeamsSenderSettings,
  registration: Registration,
  address: TeamsAddress,
): Promise<Way> {
  const { workspace: tenant } = address
  const known =
    address.kind === 'channel'
      ? await conversations.find(tenant, address.channel)
      : await conversations.ofUser(tenant, address.user)
  const connector = connectors.of(registration, known?.serviceUrl ?? serviceUrl)
  if (address.kind === 'channel') return { connector, conversation: address.channel }
  if (known) return { connector, conversation: known.conversation }
  const { id } = await connector.conversations.createConversation({
    isGroup: false,
    tenantId: tenant,
    bot: { id: registration.appId, name: '' },
    members: [{ id: address.user, name: '' }],
    channelData: { tenant: { id: tenant } },
  } as Parameters<ConnectorClient['conversations']['createConversation']>[0])
  const made: KnownConversation = {
    tenant,
    conversation: id,
    kind: 'personal',
    user: address.user,
    serviceUrl,
    bot: registration.appId,
  }
  await conversations.remember(made, clock.now())
  return { connector, conversation: id }
}

async function sendTo(way: Way, outgoing: Outgoing, message: Message): Promise<SendOutcome> {
  const standing = standingOf(outgoing.standingMessage)
  if (standing && outgoing.mode === 'edit') {
    const edited = await edit(way, outgoing, standing, message)
    if (edited) return edited
  }
  if (standing && outgoing.mode === 'reply') {
    try {
      return await post({ ...way, conversation: threadOf(standing) }, outgoing, message)
    } catch (error) {
      if (!isMessageGone(error)) throw error
    }
  }
  return post(way, outgoing, message)
}

/** Microsoft's own name for what a caller calls its request: a delivery is found by it in their logs and ours. */
const named = ({ delivery }: Outgoing) => ({ customHeaders: { 'x-ms-client-request-id': delivery } })

async function post({ connector, conversation }: Way, outgoing: Outgoing, message: Message): Promise<SendOutcome> {
  const { id } = await connector.conversations.sendToConversation(conversation, message, named(outgoing))
  const ref = { conversation: channelOfThread(conversation), activity: id }
  return { kind: 'sent', message: id ? ref : null }
}

/** @returns null when the standing message is gone */
async function edit(
  { connector }: Way,
  outgoing: Outgoing,
  { conversation, activity }: Standing,
  message: Message,
): Promise<SendOutcome | null> {
  const redrawn = { ...message, id: activity }
  try {
    await connector.conversations.updateActivity(conversation, activity, redrawn, named(outgoing))
    return { kind: 'sent', message: { conversation, activity } }
  } catch (error) {
    return isMessageGone(error) ? null : certainOutcome(outcomeOf(error))
  }
}

/** In a channel a message has a thread of its own; a chat has none, there the reply comes last. */
const threadOf = ({ conversation, activity }: Standing): string =>
  conversation.endsWith('@thread.tacv2') || conversation.endsWith('@thread.skype')
    ? `${conversation};messageid=${activity}`
    : conversation

type Standing = { readonly conversation: string; readonly activity: string }

const standingOf = (message: MessageRef | null): Standing | null => {
  const conversation = message?.['conversation']
  const activity = message?.['activity']
  return conversation !== undefined && activity !== undefined ? { conversation, activity } : null
}
