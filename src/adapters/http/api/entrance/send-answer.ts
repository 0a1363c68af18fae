import type { Context } from 'hono'
import { type Answer, located } from '../calls/answer.ts'
import type { ApiEnv } from './api-env.ts'

/** Puts an answer on the wire. */
export function sendAnswer(c: Context<ApiEnv>, told: Answer): Response {
  const { status, headers, body } = located(told, rawPath(c), c.get('requestId'))
  return c.body(JSON.stringify(body), status, { 'cache-control': 'no-store', ...headers })
}

/** The path as it was sent: decoded, it could hold a line break or worse. */
export const rawPath = (c: Context<ApiEnv>): string => new URL(c.req.url).pathname.slice(0, 500)
