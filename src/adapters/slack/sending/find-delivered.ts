import type { WebClient } from '@slack/web-api'
import type { FindOutcome } from '../../../app/ports/delivery-ports.ts'
import { deliveryEvent } from '../rendering/delivery-metadata.ts'

/** Messages asked for at once; Slack gives 15 to apps distributed outside its Marketplace (DESIGN 7). */
const pageSize = 200
/** Calls that one look may take. */
const pages = 3
/** Milliseconds by which Slack's clock may be behind ours. */
const skew = 60_000

/** Where a delivery would stand: in a channel, or under a message in it, and not before `since`. */
export type Searched = {
  readonly channel: string
  readonly thread: string | null
  readonly since: Date | null
}

type Found = {
  readonly ts?: string
  readonly bot_id?: string
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: object }
}

/**
 * Looks for a delivery by the metadata it carries, with three calls at most. `absent` only where everything that was
 * said since was read.
 * @throws what Slack's client throws
 */
export async function findDelivered(client: WebClient, delivery: string, searched: Searched): Promise<FindOutcome> {
  let cursor: string | undefined
  for (let page = 0; page < pages; page += 1) {
    const read = await readPage(client, searched, cursor)
    const found = ((read.messages ?? []) as Found[]).find(({ metadata }) => carries(metadata, delivery))
    if (found?.ts !== undefined) {
      // Any app may post metadata that looks like ours.
      const { bot_id: ourBot } = await client.auth.test()
      if (found.bot_id === ourBot)
        return { kind: 'found', message: { channel: searched.channel, ts: found.ts, delivery } }
    }
    cursor = read.response_metadata?.next_cursor || undefined
    if (!read.has_more) return { kind: 'absent' }
    if (cursor === undefined) break
  }
  return { kind: 'unknown' }
}

function readPage(client: WebClient, { channel, thread, since }: Searched, cursor: string | undefined) {
  const wanted = {
    channel,
    include_all_metadata: true,
    limit: pageSize,
    ...(since && { oldest: String((since.getTime() - skew) / 1_000) }),
    ...(cursor !== undefined && { cursor }),
  }
  return thread === null
    ? client.conversations.history(wanted)
    : client.conversations.replies({ ...wanted, ts: thread })
}

const carries = (metadata: Found['metadata'], delivery: string): boolean =>
  metadata?.event_type === deliveryEvent &&
  metadata.event_payload !== undefined &&
  'delivery' in metadata.event_payload &&
  metadata.event_payload.delivery === delivery
