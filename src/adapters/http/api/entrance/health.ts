import type { OpenAPIHono } from '@hono/zod-openapi'
import { answer, problem } from '../calls/answer.ts'
import { isProblemCode, problems } from '../calls/problems.ts'
import type { ApiEnv, ApiParts } from './api-env.ts'
import { sendAnswer } from './send-answer.ts'

/** What machines ask without a key: is it alive, is it ready, and what a problem's `type` means. */
export function mountHealth(api: OpenAPIHono<ApiEnv>, { ready, logger }: Pick<ApiParts, 'ready' | 'logger'>): void {
  api.get('/healthz', (c) => sendAnswer(c, answer(200, { status: 'alive' })))
  api.get('/readyz', async (c) => {
    const parts = await ready().then(
      (readiness) => readiness.parts,
      (error: unknown) => {
        logger.error({ err: error }, 'readiness unknown')
        return { readiness: false }
      },
    )
    const missing = Object.keys(parts).filter((part) => !Object.entries(parts).find(([name]) => name === part)?.[1])
    if (missing.length === 0) return sendAnswer(c, answer(200, { status: 'ready', parts }))
    return sendAnswer(
      c,
      problem('not-ready', `Not reachable: ${missing.join(', ')}.`, { parts }, { 'retry-after': '5' }),
    )
  })
  api.get('/v1/problems/:code', (c) => {
    const code = c.req.param('code')
    return isProblemCode(code) ? c.json({ type: `/v1/problems/${code}`, ...problems[code] }) : c.notFound()
  })
}
