import type { Readable } from 'node:stream'

const longest = 4_096

/** The lines of a stream; of a line longer than 4,096 characters only the beginning is kept. */
export async function* readLines(stream: Readable): AsyncGenerator<string> {
  stream.setEncoding('utf8')
  let line = ''
  for await (const chunk of untilClosed(stream)) {
    const [first = '', ...others] = chunk.split('\n')
    line = (line + first).slice(0, longest)
    for (const next of others) {
      yield line
      line = next.slice(0, longest)
    }
  }
  if (line !== '') yield line
}

/** A stream that we close ourselves has ended: that is no error. */
async function* untilClosed(stream: Readable): AsyncGenerator<string> {
  try {
    yield* stream as AsyncIterable<string>
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
}
