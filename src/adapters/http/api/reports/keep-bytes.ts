import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createGzip } from 'node:zlib'

/** What was read of a body, packed. */
export type Kept = {
  readonly packed: Buffer
  /** SHA-256 in hex of the bytes as they came. */
  readonly digest: string
}

/** A body that is packed while somebody else reads it. */
export type KeptBytes = {
  readonly chunks: AsyncGenerator<Uint8Array>
  /** What was read, once it was read to its end. */
  finish(): Promise<Kept>
  close(): void
}

export function keepBytes(chunks: AsyncIterable<Uint8Array>): KeptBytes {
  const packing = createGzip()
  const hash = createHash('sha256')
  const pieces: Buffer[] = []
  packing.on('data', (piece: Buffer) => pieces.push(piece))
  async function* passed(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      hash.update(chunk)
      if (!packing.write(chunk)) await once(packing, 'drain')
      yield chunk
    }
  }
  return {
    chunks: passed(),
    async finish() {
      const packed = once(packing, 'end')
      packing.end()
      await packed
      return { packed: Buffer.concat(pieces), digest: hash.digest('hex') }
    },
    close: () => {
      packing.destroy()
    },
  }
}
