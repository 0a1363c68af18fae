import type { MiddlewareHandler } from 'hono'
import type { Logger } from '../../../../app/ports/ports.ts'
import type { ApiEnv } from './api-env.ts'
import { rawPath } from './send-answer.ts'

/** One line per request: who, what, how it ended, how long it took. No query, no headers, no body. */
export const logRequest =
  (logger: Logger): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    const began = performance.now()
    await next()
    const fields = {
      request: c.get('requestId'),
      method: c.req.method,
      path: rawPath(c),
      status: c.res.status,
      ms: Math.round(performance.now() - began),
      key: c.get('key')?.id ?? null,
    }
    logger.info(fields, 'request answered')
  }
