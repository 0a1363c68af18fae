import type { ErrorHandler, NotFoundHandler } from 'hono'
import { BadCursor, type Logger, PlaceTaken, StaleWrite } from '../../../../app/ports/ports.ts'
import { problem } from '../calls/answer.ts'
import type { ApiEnv } from './api-env.ts'
import { rawPath, sendAnswer } from './send-answer.ts'

/** What went wrong inside stays inside: the caller gets a reference, the log gets the error. */
export const tellFailure =
  (logger: Logger): ErrorHandler<ApiEnv> =>
  (error, c) => {
    if (error instanceof StaleWrite) {
      const detail = 'Somebody else changed it at the same moment. Send the request again.'
      return sendAnswer(c, problem('changed-while-working', detail, {}, { 'retry-after': '1' }))
    }
    if (error instanceof BadCursor) {
      const reason = 'is not a cursor of this list: take `next` of the page before'
      return sendAnswer(c, problem('invalid-request', `after ${reason}.`, { errors: [{ field: 'after', reason }] }))
    }
    if (error instanceof PlaceTaken) {
      const reason = 'one of them belongs to somebody else: a channel shows one client only'
      return sendAnswer(
        c,
        problem('channel-taken', `channels: ${reason}.`, { errors: [{ field: 'channels', reason }] }),
      )
    }
    const reference = c.get('requestId')
    logger.error({ err: error, request: reference, path: rawPath(c) }, 'request failed')
    const detail = 'It is not your request. Try again later; if it stays, tell us the reference.'
    return sendAnswer(c, problem('internal', detail, { reference }))
  }

export const tellNotFound: NotFoundHandler<ApiEnv> = (c) =>
  sendAnswer(c, problem('no-such-address', 'The calls are listed at /v1/openapi.json.'))
