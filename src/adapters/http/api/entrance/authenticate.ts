import { createHash } from 'node:crypto'
import { BlockList } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import { callerAddress } from '../../caller-address.ts'
import { problem, tooManyRequests } from '../calls/answer.ts'
import type { ApiEnv, ApiParts } from './api-env.ts'
import { sendAnswer } from './send-answer.ts'

type Parts = Pick<ApiParts, 'keys' | 'noteWrongKey' | 'trustedProxies'>

/**
 * Lets a request through with the key that its bearer token stands for (RFC 6750), or answers 401; who sends wrong keys
 * again and again is told to wait (429). A key that is known is let through whatever else comes from its address.
 */
export function authenticate({
  keys,
  noteWrongKey,
  trustedProxies = new BlockList(),
}: Parts): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const sent = c.req.header('authorization')
    const token = /^Bearer +([A-Za-z0-9._~+/-]{1,512}=*)$/i.exec(sent?.trim() ?? '')?.[1]
    const key = token === undefined ? null : await keys.find(token)
    if (key) {
      c.set('key', key)
      return next()
    }
    if (sent === undefined) return sendAnswer(c, absent)
    const address = callerAddress(
      c.env?.incoming?.socket.remoteAddress,
      c.req.header('x-forwarded-for'),
      trustedProxies,
    )
    const wrong = { address, beginning: beginningOf(token ?? sent) }
    const again = (await noteWrongKey?.(wrong)) ?? null
    return sendAnswer(c, again ? tooManyRequests(tooMany, again) : unknown)
  }
}

/** Which keys begin alike, and nothing that would help whoever reads it: the digest of their first characters. */
const beginningOf = (token: string): string =>
  createHash('sha256').update(token.slice(0, beginning)).digest('base64url').slice(0, 12)
/** `zt_` and a little of what follows. */
const beginning = 8

const absent = problem(
  'unauthorised',
  'Send an API key: Authorization: Bearer <key>.',
  {},
  { 'www-authenticate': 'Bearer realm="zerotouch"' },
)

const unknown = problem(
  'unauthorised',
  'The API key is not known, or it was revoked. Send it as Authorization: Bearer <key>.',
  {},
  { 'www-authenticate': 'Bearer realm="zerotouch", error="invalid_token"' },
)

const tooMany = 'Too many wrong API keys came from this address. Look at the key that you send, and come back later.'
