import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Webhook } from 'standardwebhooks'
import { plainTail } from './plain-detail.ts'

export type SignedPost = {
  readonly url: string
  readonly webhook: Webhook
  /** The same for the same message, however often it is sent: the receiver tells repetitions by it. */
  readonly id: string
  readonly type: string
  readonly data: object
  readonly timeoutMs: number
}

export type PostOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly said: string }
  /** Not a byte of it left us. */
  | { readonly kind: 'not-sent'; readonly reason: string }
  /** It left, and what became of it is not known. */
  | { readonly kind: 'unanswered'; readonly reason: string }

/** Posts a message signed as Standard Webhooks (version 1) says. A redirect is an answer and is not followed. */
export function postSigned({ url, webhook, id, type, data, timeoutMs }: SignedPost): Promise<PostOutcome> {
  // The receiver holds the timestamp against its own clock, so it is this machine's and not the injected one.
  const timestamp = new Date()
  const body = JSON.stringify({ type, timestamp: timestamp.toISOString(), data })
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'zerotouch',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(timestamp.getTime() / 1000)),
    'webhook-signature': webhook.sign(id, timestamp, body),
  }
  return new Promise((resolve) => {
    let left = false
    let answered = false
    const secure = new URL(url).protocol === 'https:'
    const request = (secure ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      headers,
      // A kept connection may be closed at the other end just as we use it.
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
    })
    request.once('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        left = true
      })
    })
    request.once('response', async (response) => {
      answered = true
      resolve({ kind: 'answered', status: response.statusCode ?? 0, said: await readSome(response) })
    })
    request.on('error', (error) => {
      if (answered) return
      const reason = error.name === 'AbortError' ? `no answer within ${timeoutMs / 1_000} seconds` : error.message
      resolve({ kind: left ? 'unanswered' : 'not-sent', reason })
    })
    request.end(body)
  })
}

const enough = 2_048

/** The beginning of an answer's body; its status counts even when the rest never comes. */
async function readSome(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes >= enough) break
    }
  } catch {
    // The status was all that was needed.
  }
  return plainTail(Buffer.concat(chunks).toString('utf8', 0, Math.min(bytes, enough)), 300)
}
