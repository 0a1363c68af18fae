import type { IncomingMessage } from 'node:http'

/** @returns the whole body, or null when it is longer than `limit` bytes; then the rest is let run past, unread. */
export async function receiveBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return letPass(request)
  const chunks: Buffer[] = []
  let length = 0
  // Destroying the request would cut the connection before the sender has read why.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length
    if (length > limit) return letPass(request)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Somebody who sends on and on is cut off after a while. */
const patience = 10_000

/** Lets the rest of a request run past, unread. */
export function letPass(request: IncomingMessage): null {
  request.resume()
  const timer = setTimeout(() => request.destroy(), patience)
  timer.unref()
  request.once('close', () => clearTimeout(timer))
  return null
}
