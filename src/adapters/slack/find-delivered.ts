import type { WebClient } from '@slack/web-api'
import type { FindOutcome } from '../../app/delivery-ports.ts'
import { deliveryEvent } from './delivery-metadata.ts'

/** Messages asked for at once; Slack gives 15 to apps distributed outside its Marketplace (DESIGN 7). */
const page = 200
/** Seconds: a delivery in doubt is looked up long before it is that old. */
const week = 7 * 24 * 3600

/** Where a delivery would stand: in a channel, or under a message in it. */
export type Searched = { readonly channel: string; readonly thread: string | null }

type Found = {
  readonly ts?: string
  readonly bot_id?: string
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: object }
}

/**
 * Looks for a delivery by the metadata it carries, with one call. `absent` only where the messages read reach to the
 * channel's beginning or a week back.
 * @throws what Slack's client throws
 */
export async function findDelivered(
  client: WebClient,
  delivery: string,
  { channel, thread }: Searched,
): Promise<FindOutcome> {
  const { messages = [], has_more: hasMore = false } =
    thread === null
      ? await client.conversations.history({ channel, include_all_metadata: true, limit: page })
      : await client.conversations.replies({ channel, ts: thread, include_all_metadata: true, limit: page })
  const found = (messages as Found[]).find(({ metadata }) => carries(metadata, delivery))
  if (found?.ts !== undefined) {
    // Any app may post metadata that looks like ours.
    const { bot_id: ourBot } = await client.auth.test()
    if (found.bot_id === ourBot) return { kind: 'found', message: { channel, ts: found.ts, delivery } }
  }
  if (!hasMore) return { kind: 'absent' }
  const stamps = (messages as Found[]).map(({ ts }) => Number(ts))
  const reachesBack = thread === null && Math.max(...stamps) - Math.min(...stamps) > week
  return { kind: reachesBack ? 'absent' : 'unknown' }
}

const carries = (metadata: Found['metadata'], delivery: string): boolean =>
  metadata?.event_type === deliveryEvent &&
  metadata.event_payload !== undefined &&
  'delivery' in metadata.event_payload &&
  metadata.event_payload.delivery === delivery
