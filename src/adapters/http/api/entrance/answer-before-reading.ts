import type { MiddlewareHandler } from 'hono'
import { openBody } from '../calls/request-body.ts'
import type { ApiEnv } from './api-env.ts'

/** What an answered client may still send before it is cut off. */
const drained = { bytes: 256 * 1024 * 1024, ms: 30_000 }

/**
 * Opens the request's body, and lets a client that is still sending it see the answer: the answer goes out at once and
 * complete, but the connection stays until the rest has come. Cut off in mid-upload, most clients report a broken pipe
 * in place of the 413 or 401 that was sent to them.
 */
export const answerBeforeReading: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const bodiless = c.req.method === 'GET' || c.req.method === 'HEAD'
  const body = openBody(bodiless ? null : c.req.raw.body, c.req.header('idempotency-key') !== undefined)
  c.set('body', body)
  await next()
  if (body.ended) return
  const answered = c.res
  const bytes = new Uint8Array(await answered.arrayBuffer())
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(bytes)
      await body.drain(drained.bytes, drained.ms)
      controller.close()
    },
  })
  const headers = new Headers(answered.headers)
  headers.set('content-length', String(bytes.byteLength))
  c.res = new Response(stream, { status: answered.status, headers })
}
