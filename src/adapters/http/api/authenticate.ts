import type { MiddlewareHandler } from 'hono'
import type { ApiKeys } from '../../../app/api-ports.ts'
import { problem } from './answer.ts'
import type { ApiEnv } from './api-env.ts'
import { sendAnswer } from './send-answer.ts'

/** Lets a request through with the key that its bearer token stands for (RFC 6750), or answers 401. */
export const authenticate =
  (keys: ApiKeys): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    const sent = c.req.header('authorization')
    const token = /^Bearer +([A-Za-z0-9._~+/-]{1,512}=*)$/i.exec(sent?.trim() ?? '')?.[1]
    const key = token === undefined ? null : await keys.find(token)
    if (!key) return sendAnswer(c, sent === undefined ? absent : wrong)
    c.set('key', key)
    return next()
  }

const absent = problem(
  'unauthorised',
  'Send an API key: Authorization: Bearer <key>.',
  {},
  { 'www-authenticate': 'Bearer realm="zerotouch"' },
)

const wrong = problem(
  'unauthorised',
  'The API key is not known, or it was revoked. Send it as Authorization: Bearer <key>.',
  {},
  { 'www-authenticate': 'Bearer realm="zerotouch", error="invalid_token"' },
)
