import { createHash } from 'node:crypto'

/** The bytes of a request, read once, and never cut off: an answer that comes early must still reach its reader. */
export type RequestBody = {
  /** The bytes that have not been read yet. Leaving the loop leaves the rest unread. Throws behind `longestBody`. */
  chunks(): AsyncGenerator<Uint8Array, void, undefined>
  /** Reads and forgets what is left, up to a number of bytes and milliseconds. */
  drain(bytes: number, ms: number): Promise<void>
  readonly ended: boolean
  /** Whether more came than is read of any request. */
  readonly tooLong: boolean
  /** The SHA-256 in hex of every byte that `chunks` gave. */
  digest(): string
}

/** So much is read of any request, in bytes: what the longest of all may be, a packed report. */
export const longestBody = 64 * 1024 * 1024

/**
 * @param stream what the request carries; null for a request without a body
 * @param hashed whether `digest` will be asked for
 */
export function openBody(stream: ReadableStream<Uint8Array> | null, hashed: boolean): RequestBody {
  const reader = stream?.getReader()
  const hash = createHash('sha256')
  let ended = !reader
  let length = 0

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
        length += chunk.byteLength
        if (hashed) hash.update(chunk)
        yield chunk
        if (length > longestBody) throw new Error('the request is too long')
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
    get tooLong() {
      return length > longestBody
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
