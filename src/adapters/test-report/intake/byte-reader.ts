import { ReportRefused } from '../report-refusal.ts'

const pieceBytes = 64 * 1024
/** After so many pieces of one chunk, other work gets its turn. */
const piecesPerTurn = 16

/** Bytes that are read once, front to back, in steps of any length. */
export type ByteReader = {
  /** @returns the next bytes, which stay to be read: `length` of them, fewer where the end comes first */
  peek(length: number): Promise<Buffer>
  /** @returns so many bytes; fewer where the end comes first */
  take(length: number): Promise<Buffer>
  /** The next `length` bytes, or all that is left, in pieces of at most 64 KB. */
  pieces(length?: number): AsyncGenerator<Buffer>
  close(): Promise<void>
}

export function readBytes(chunks: AsyncIterable<Uint8Array>): ByteReader {
  const source = piecesOf(chunks)
  let held: Buffer = Buffer.alloc(0)

  const fill = async (length: number) => {
    if (held.length >= length) return
    const parts = [held]
    for (let have = held.length; have < length; ) {
      const next = await source.next()
      if (next.done) break
      parts.push(next.value)
      have += next.value.length
    }
    held = Buffer.concat(parts)
  }
  const cut = (length: number) => {
    const taken = held.subarray(0, length)
    held = held.subarray(length)
    return taken
  }

  return {
    async peek(length) {
      await fill(length)
      return held.subarray(0, length)
    },
    async take(length) {
      await fill(length)
      return cut(length)
    },
    async *pieces(length = Number.POSITIVE_INFINITY) {
      for (let left = length; left > 0; ) {
        if (held.length === 0) {
          const next = await source.next()
          if (next.done) return
          held = next.value
        }
        const piece = cut(Math.min(left, pieceBytes))
        left -= piece.length
        yield piece
      }
    },
    close: async () => {
      await source.return(undefined)
    },
  }
}

/** A source that breaks off is refused as truncated. */
async function* piecesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of unbroken(chunks)) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    for (let start = 0, count = 1; start < bytes.length; start += pieceBytes, count += 1) {
      yield bytes.subarray(start, start + pieceBytes)
      if (count % piecesPerTurn === 0) await new Promise(setImmediate)
    }
  }
}

async function* unbroken(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    if (error instanceof ReportRefused) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new ReportRefused('truncated', `The upload broke off (${reason}). Send the whole report again.`)
  }
}
