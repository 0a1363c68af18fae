import type { Readable } from 'node:stream'

/** Reads a stream to its end and keeps its last characters. @returns what is kept so far */
export function keepTail(stream: Readable, characters = 8_192): () => string {
  let tail = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    tail = (tail + chunk).slice(-characters)
  })
  return () => tail
}
