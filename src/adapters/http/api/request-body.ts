import { createHash } from 'node:crypto'

/** The bytes of a request, read once, and never cut off: an answer that comes early must still reach its reader. */
export type RequestBody = {
  /** The bytes that have not been read yet. Leaving the loop leaves the rest unread. */
  chunks(): AsyncGenerator<Uint8Array, void, undefined>
  /** Reads and forgets what is left, up to a number of bytes and milliseconds. */
  drain(bytes: number, ms: number): Promise<void>
  readonly ended: boolean
  /** The SHA-256 in hex of every byte that `chunks` gave. */
  digest(): string
}

/**
 * @param stream what the request carries; null for a request without a body
 * @param hashed whether `digest` will be asked for
 */
export function openBody(stream: ReadableStream<Uint8Array> | null, hashed: boolean): RequestBody {
  const reader = stream?.getReader()
  const hash = createHash('sha256')
  let ended = !reader

  const read = async (): Promise<Uint8Array | null> => {
    if (!reader || ended) return null
    try {
      const { done, value } = await reader.read()
      ended = done
      return done ? null : value
    } catch (error) {
      ended = true
      throw error
    }
  }

  return {
    async *chunks() {
      for (let chunk = await read(); chunk; chunk = await read()) {
        if (hashed) hash.update(chunk)
        yield chunk
      }
    },
    async drain(bytes, ms) {
      const tooLong = limit(ms)
      try {
        for (let left = bytes; left > 0; ) {
          const chunk = await Promise.race([read(), tooLong.reached])
          if (!chunk) return
          left -= chunk.byteLength
        }
      } catch {
        // The client is gone: nobody is left who could miss the answer.
      } finally {
        tooLong.stop()
      }
    },
    get ended() {
      return ended
    },
    digest: () => hash.copy().digest('hex'),
  }
}

function limit(ms: number): { reached: Promise<null>; stop(): void } {
  let timer: NodeJS.Timeout | undefined
  const reached = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  return { reached, stop: () => clearTimeout(timer) }
}
