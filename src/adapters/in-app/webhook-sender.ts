import { addressRefusals, refusalOfAddress } from '../../app/clients/public-address.ts'
import type { Sender, SendOutcome } from '../../app/ports/delivery-ports.ts'
import type { Clock } from '../../app/ports/ports.ts'
import { readUrl } from '../../domain/values/read-url.ts'
import { plainNotice } from '../../notices/card/plain-notice.ts'
import { PrivateAddress } from './lookup-public.ts'
import { type PostAnswer, postNotice } from './post-notice.ts'

export type WebhookSenderOptions = {
  readonly clock: Clock
  /** Only in the sandbox: programs on the same machine are posted to, also without TLS. */
  readonly allowLoopback: boolean
  readonly timeoutMs?: number
}

/**
 * Posts each notice to the learning environment's own endpoint, beside the inbox that it can read (DESIGN 2.11, 6.2).
 * The delivery's id is the message's, so whatever may have arrived can be posted again and is known as the same.
 */
export const makeWebhookSender = ({ clock, allowLoopback, timeoutMs = 15_000 }: WebhookSenderOptions): Sender => ({
  async send({ delivery, place, card }) {
    const { address } = place
    if (address.kind !== 'webhook') return { kind: 'rejected', reason: 'not a webhook' }
    const { url, secret, client, environment } = address
    // It was judged when it was put; by a newer version perhaps otherwise.
    const refused = refusalOfAddress(url, allowLoopback)
    if (refused) return { kind: 'rejected', reason: `its address ${addressRefusals[refused]}` }
    const data = { id: delivery, client, environment, at: clock.now().toISOString(), ...plainNotice(card) }
    const publicOnly = !allowLoopback
    try {
      return outcomeOf(await postNotice({ url, secret, id: delivery, data, timeoutMs, publicOnly }))
    } catch (error) {
      if (error instanceof PrivateAddress) return { kind: 'rejected', reason: error.message }
      return { kind: 'retry', reason: reasonOf(error, timeoutMs), afterMs: null }
    }
  },
  find: async () => ({ kind: 'absent' }),
  lanes: ({ place: { address } }) => {
    const url = address.kind === 'webhook' ? readUrl(address.url) : null
    if (!url) return []
    return [
      { key: 'webhooks', rates: [], atOnce: atOnce.all },
      { key: `webhook ${url.host}`, rates: [], atOnce: atOnce.host },
    ]
  },
})

/** So many wait for an answer in one process: a learning environment that hangs leaves workers for the rest. */
const atOnce = { all: 4, host: 2 } as const

/** Answers that say: later. A 410 says: never again (Standard Webhooks). */
const passing = [408, 425, 429]

function outcomeOf({ status, retryAfter }: PostAnswer): SendOutcome {
  const reason = `it answered ${status}`
  if (status >= 200 && status < 300) return { kind: 'sent', message: null }
  if (status === 410) return { kind: 'gone', reason }
  if (status >= 500 || passing.includes(status)) return { kind: 'retry', reason, afterMs: readSeconds(retryAfter) }
  return { kind: 'rejected', reason: status < 400 ? `${reason}, a redirect, which is not followed` : reason }
}

const longestWait = 3_600

const readSeconds = (text: string | null): number | null =>
  text !== null && /^\d{1,9}$/.test(text) ? Math.min(Number(text), longestWait) * 1_000 : null

function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return 'it could not be reached'
  return error.name === 'AbortError' ? `no answer within ${timeoutMs / 1_000} seconds` : error.message
}
