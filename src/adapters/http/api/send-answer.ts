import type { Context } from 'hono'
import { type Answer, located } from './answer.ts'
import type { ApiEnv } from './api-env.ts'

/** Puts an answer on the wire. */
export function sendAnswer(c: Context<ApiEnv>, told: Answer): Response {
  const { status, headers, body } = located(told, c.req.path, c.get('requestId'))
  return c.body(JSON.stringify(body), status, { ...headers })
}
