import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { Webhook } from 'standardwebhooks'
import { lookupPublic } from './lookup-public.ts'

export type NoticePost = {
  readonly url: string
  /** `whsec_` and the base64 of the shared key. */
  readonly secret: string
  /** The same however often it is posted: the receiver tells repetitions by it. */
  readonly id: string
  readonly data: object
  readonly timeoutMs: number
  readonly publicOnly: boolean
}

export type PostAnswer = { readonly status: number; readonly retryAfter: string | null }

/**
 * Posts a notice signed as Standard Webhooks (version 1) says. A redirect is an answer and is not followed; what is
 * said in the body is of no interest.
 * @throws what broke on the way, a silence of `timeoutMs` among it
 */
export function postNotice(post: NoticePost): Promise<PostAnswer> {
  const { url, secret, id, data, timeoutMs, publicOnly } = post
  // The receiver holds the timestamp against its own clock, so it is this machine's and not the injected one.
  const timestamp = new Date()
  const body = JSON.stringify({ type: 'notice.created', timestamp: timestamp.toISOString(), data })
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'zerotouch',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(timestamp.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, timestamp, body),
  }
  const send = new URL(url).protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const request = send(url, {
      method: 'POST',
      headers,
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
      ...(publicOnly && { lookup: lookupPublic }),
    })
    request.once('response', (response) => {
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] ?? null })
      response.destroy()
    })
    request.on('error', reject)
    request.end(body)
  })
}
