import { PassThrough } from 'node:stream'
import { Dicer } from '@fastify/busboy'
import { type FormPart, readPartHeaders } from './form-part.ts'

/** The form cannot be read. Its message says why, in a sentence or two. */
export class FormRefused extends Error {
  override readonly name = 'FormRefused'
}

/** @returns the boundary that a content type names (RFC 2046, 5.1.1); null where it names none */
export function boundaryOf(type: string): string | null {
  const found = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))/i.exec(type)
  return found?.[1] ?? found?.[2] ?? null
}

type Arrived = { readonly headers: object; readonly stream: Dicer.PartStream }

/**
 * The parts of a form as they come: each is read, or passed over, before the next one is given. Dicer is what busboy is
 * made of; busboy itself drops a part that it cannot name, and says nothing.
 * @throws {FormRefused} for a form that nobody can read, or that ends early; and whatever `chunks` throws
 */
export async function* readForm(chunks: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<FormPart> {
  const parser = new Dicer({ boundary, maxHeaderPairs: 20 })
  // Holds what came already; the parser itself waits for whoever reads a part.
  const arrived = new PassThrough({ objectMode: true, highWaterMark: Number.MAX_SAFE_INTEGER })
  const open = new Set<Dicer.PartStream>()
  const fail = (error: Error) => {
    arrived.destroy(error)
    for (const stream of open) stream.destroy(error)
  }
  let nameless = 0
  parser.on('preamble', (stream) => {
    stream.on('error', () => undefined)
    stream.on('data', () => fail(new FormRefused(noForm)))
  })
  parser.on('part', (stream) => {
    open.add(stream)
    nameless += 1
    stream.on('error', () => undefined)
    stream.on('close', () => open.delete(stream))
    stream.on('header', (headers) => {
      nameless -= 1
      arrived.write({ headers, stream } satisfies Arrived)
    })
  })
  parser.on('error', () => fail(new FormRefused(endsEarly)))
  parser.on('finish', () => (nameless > 0 ? fail(new FormRefused(noForm)) : arrived.end()))
  const stopping = new AbortController()
  const writing = write(parser, chunks, stopping.signal).catch(fail)
  try {
    for await (const { headers, stream } of arrived as AsyncIterable<Arrived>) {
      const read = readPartHeaders(headers)
      if (!read.ok) throw new FormRefused(read.refusal)
      yield { ...read.value, body: stream }
      stream.resume()
    }
  } finally {
    stopping.abort()
    await writing
  }
}

/** Writes as fast as parts are read. */
async function write(parser: Dicer, chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  for await (const chunk of chunks) {
    await Promise.race([stopped, new Promise<void>((resolve) => parser.write(chunk, () => resolve()))])
    if (signal.aborted) return
  }
  parser.end()
}

const noForm =
  'The body is no form: its parts are not divided as its Content-Type says. Let your client build it (curl -F).'
const endsEarly = 'The form ends before its last part. Send the whole of it.'
