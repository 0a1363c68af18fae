const pieceLength = 64 * 1024

/** Sends text as it is written, in pieces of some 64 KB, no faster than it is taken. */
export function streamOf(texts: Iterable<string>): ReadableStream<Uint8Array> {
  const iterator = texts[Symbol.iterator]()
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull(controller) {
      let piece = ''
      while (piece.length < pieceLength) {
        const { done, value } = iterator.next()
        if (done) {
          if (piece !== '') controller.enqueue(encoder.encode(piece))
          return controller.close()
        }
        piece += value
      }
      controller.enqueue(encoder.encode(piece))
    },
    cancel: () => void iterator.return?.(),
  })
}
