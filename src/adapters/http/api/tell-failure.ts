import type { ErrorHandler, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { type Logger, StaleWrite } from '../../../app/ports.ts'
import { problem } from './answer.ts'
import type { ApiEnv } from './api-env.ts'
import { sendAnswer } from './send-answer.ts'

/** What went wrong inside stays inside: the caller gets a reference, the log gets the error. */
export const tellFailure =
  (logger: Logger): ErrorHandler<ApiEnv> =>
  (error, c) => {
    if (error instanceof StaleWrite) {
      const detail = 'Somebody else changed it at the same moment. Send the request again.'
      return sendAnswer(c, problem('changed-while-working', detail, {}, { 'retry-after': '1' }))
    }
    if (error instanceof HTTPException && error.status < 500) {
      return sendAnswer(c, problem('malformed-header', 'The request cannot be read.'))
    }
    const reference = c.get('requestId')
    logger.error({ err: error, request: reference, path: c.req.path.slice(0, 200) }, 'request failed')
    const detail = 'It is not your request. Try again later; if it stays, tell us the reference.'
    return sendAnswer(c, problem('internal', detail, { reference }))
  }

export const tellNotFound: NotFoundHandler<ApiEnv> = (c) =>
  sendAnswer(c, problem('no-such-address', 'The calls are listed at /v1/openapi.json.'))
