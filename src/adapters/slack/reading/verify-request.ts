import type { IncomingHttpHeaders } from 'node:http'
import { isValidSlackRequest } from '@slack/bolt'
import { signatureAge } from './replay-memory.ts'

export type Verified =
  /** `signature` is the hash alone: a header can be written in several ways that mean the same. */
  { readonly ok: true; readonly signature: string } | { readonly ok: false; readonly reason: string }

/**
 * Whether Slack signed this body within the last five minutes (docs.slack.dev/authentication/verifying-requests-from-slack).
 * @param now milliseconds since 1970
 */
export function verifyRequest(
  headers: IncomingHttpHeaders,
  body: string,
  signingSecret: string,
  now: number,
): Verified {
  const signature = headers['x-slack-signature']
  const timestamp = headers['x-slack-request-timestamp']
  if (typeof signature !== 'string' || typeof timestamp !== 'string') {
    return { ok: false, reason: 'The request carries no signature.' }
  }
  const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN
  if (!(Math.abs(now - seconds * 1000) <= signatureAge)) {
    return { ok: false, reason: 'The request was signed more than five minutes ago, or ahead of time.' }
  }
  const valid = isValidSlackRequest({
    signingSecret,
    body,
    headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': seconds },
    nowMilliseconds: now,
  })
  const [, hash] = signature.split('=')
  return valid && hash ? { ok: true, signature: hash } : { ok: false, reason: 'The signature is wrong.' }
}
