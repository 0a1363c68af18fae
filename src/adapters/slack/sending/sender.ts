import type { WebClient } from '@slack/web-api'
import type { MessageRef, Outgoing, Sender, SendOutcome } from '../../../app/ports/delivery-ports.ts'
import type { Address } from '../../../domain/people/place.ts'
import { certainOutcome } from '../../chat/certain-outcome.ts'
import type { WebClients } from '../clients/web-clients.ts'
import { type DirectMessages, makeDirectMessages } from '../reading/direct-messages.ts'
import { deliveryMetadata, redrawnMetadata } from '../rendering/delivery-metadata.ts'
import { type Message, renderCard } from '../rendering/render-card.ts'
import { asWritten } from '../text/as-written.ts'
import { findDelivered } from './find-delivered.ts'
import { laneKeys, slackLanes, slackPlace } from './lanes.ts'
import { isMessageGone, isOfWorkspace, outcomeOf, rateLimited } from './send-outcome.ts'
import { makeThrottledChannels, type ThrottledChannels } from './throttled-channels.ts'

/**
 * Sends cards to channels and people in Slack: as a new message, under the standing one, or by redrawing it. Where the
 * standing message is gone the card is posted anew.
 */
export function makeSlackSender(clients: WebClients): Sender {
  const directMessages = makeDirectMessages()
  /** Until when a workspace's history is not asked for, by Slack's own word: lookups have a budget there. */
  const lookAgainAt = new Map<string, number>()
  const throttled = makeThrottledChannels()
  return {
    async send(outgoing) {
      const address = inSlack(outgoing.place.address)
      if (!address) return { kind: 'rejected', reason: `not in Slack: ${outgoing.place.address.kind}` }
      const client = clients.of(address.workspace)
      if (!client) return { kind: 'retry', reason: 'no token for the workspace', afterMs: 5 * 60_000 }
      const message = renderCard(outgoing.card, address)
      try {
        return closing(await sendTo({ client, address, directMessages }, outgoing, message), outgoing, throttled)
      } catch (error) {
        return closing(outcomeOf(error), outgoing, throttled)
      }
    },
    lanes: slackLanes,
    async find(outgoing) {
      const address = inSlack(outgoing.place.address)
      const client = address && clients.of(address.workspace)
      if (!client) return { kind: 'unknown' }
      // A card redrawn twice looks the same.
      const standing = standingOf(outgoing.standingMessage)
      if (standing && outgoing.mode === 'edit') return { kind: 'absent' }
      if (performance.now() < (lookAgainAt.get(address.workspace) ?? 0)) return { kind: 'unknown' }
      try {
        const since = outgoing.since ?? null
        if (standing && outgoing.mode === 'reply') {
          const searched = { channel: standing.channel, thread: standing.ts, since }
          const found = await findDelivered(client, outgoing.delivery, searched)
          if (found.kind !== 'absent') return found
        }
        // A reply stands there, too, when nothing stood yet that it could have gone under.
        const channel = standing?.channel ?? (await channelOf({ client, address, directMessages }))
        return await findDelivered(client, outgoing.delivery, { channel, thread: null, since })
      } catch (error) {
        const failed = outcomeOf(error)
        if (failed.kind === 'retry' && failed.afterMs !== null)
          lookAgainAt.set(address.workspace, performance.now() + failed.afterMs)
        return { kind: 'unknown' }
      }
    },
  }
}

/**
 * Which of the limits a 429 speaks of: an edit’s is the workspace’s; a message’s is its channel’s, unless several channels
 * of the workspace are told the same at once.
 */
function closing(outcome: SendOutcome, { place, mode }: Outgoing, throttled: ThrottledChannels): SendOutcome {
  const where = slackPlace(place)
  if (outcome.kind !== 'retry' || !where) return outcome
  const keys = laneKeys(where)
  if (isOfWorkspace(outcome.reason)) return { ...outcome, closes: keys.workspace }
  if (outcome.reason !== rateLimited) return outcome
  if (mode === 'edit') return { ...outcome, closes: keys.edits }
  const isAll = throttled.note(where.workspace, where.channel, outcome.afterMs ?? 0)
  return { ...outcome, closes: isAll ? keys.workspace : keys.place }
}

type SlackAddress = Extract<Address, { kind: 'channel' | 'direct' }>
type Way = {
  readonly client: WebClient
  readonly address: SlackAddress
  readonly directMessages: DirectMessages
}

const inSlack = (address: Address): SlackAddress | null =>
  (address.kind === 'channel' || address.kind === 'direct') && address.platform === 'slack' ? address : null

async function channelOf({ client, address, directMessages }: Way): Promise<string> {
  return address.kind === 'channel' ? address.channel : directMessages.channelOf(client, address)
}

async function sendTo(way: Way, outgoing: Outgoing, message: Message): Promise<SendOutcome> {
  const { client } = way
  const standing = standingOf(outgoing.standingMessage)
  if (standing && outgoing.mode === 'edit') {
    const edited = await edit(client, outgoing, standing, message)
    if (edited) return edited
  }
  if (standing && outgoing.mode === 'reply') {
    try {
      return await post(client, outgoing, message, standing.channel, standing.ts)
    } catch (error) {
      if (!isMessageGone(error)) throw error
    }
  }
  let channel: string
  try {
    channel = await channelOf(way)
  } catch (error) {
    return certainOutcome(outcomeOf(error))
  }
  return post(client, outgoing, message, channel)
}

async function post(
  client: WebClient,
  { delivery }: Outgoing,
  message: Message,
  channel: string,
  thread?: string,
): Promise<SendOutcome> {
  const { ts, channel: posted } = await client.chat.postMessage({
    channel,
    ...message,
    ...asWritten,
    metadata: deliveryMetadata(delivery),
    ...(thread !== undefined && { thread_ts: thread }),
  })
  return { kind: 'sent', message: ts === undefined ? null : { channel: posted ?? channel, ts, delivery } }
}

/** @returns null when the standing message is gone */
async function edit(
  client: WebClient,
  { delivery: edited }: Outgoing,
  { channel, ts, delivery }: Standing,
  message: Message,
): Promise<SendOutcome | null> {
  const { parse, link_names } = asWritten
  // Left out, what the message carries already stays.
  const metadata = delivery !== undefined && { metadata: redrawnMetadata(delivery, edited) }
  try {
    await client.chat.update({ channel, ts, ...message, parse, link_names, ...metadata })
    return { kind: 'sent', message: { channel, ts, ...(delivery !== undefined && { delivery }) } }
  } catch (error) {
    return isMessageGone(error) ? null : certainOutcome(outcomeOf(error))
  }
}

/** `delivery` is the one that posted it. */
type Standing = { readonly channel: string; readonly ts: string; readonly delivery?: string }

const standingOf = (message: MessageRef | null): Standing | null => {
  const channel = message?.['channel']
  const ts = message?.['ts']
  const delivery = message?.['delivery']
  if (channel === undefined || ts === undefined) return null
  return { channel, ts, ...(delivery !== undefined && { delivery }) }
}
