import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { ReportLimits } from '../report-limits.ts'
import { ReportRefused } from '../report-refusal.ts'

const pieceBytes = 64 * 1024
/** After so many pieces of one chunk, other work gets its turn. */
const piecesPerTurn = 16

/**
 * The body's bytes in pieces of at most 64 KB, unpacked when they are gzip, whatever the content type says.
 *
 * @throws {ReportRefused} `too-large` as soon as either the packed or the unpacked bytes pass the limit,
 * `bad-gzip`, or `truncated` when the body or its gzip ends early.
 */
export async function* unpack(body: AsyncIterable<Uint8Array>, limits: ReportLimits): AsyncGenerator<Buffer> {
  const source = pieces(counted(unbroken(body), limits.bytes))
  const head = await firstBytes(source)
  const whole = resumed(head, source)
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* whole
    return
  }
  yield* counted(gunzipped(whole), limits.bytes)
}

async function* unbroken(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    throw new ReportRefused(
      'truncated',
      `The upload broke off (${reason(error)}). Send the whole report again.`,
    )
  }
}

async function* counted<Chunk extends Uint8Array>(
  chunks: AsyncIterable<Chunk>,
  limit: number,
): AsyncGenerator<Chunk> {
  let total = 0
  for await (const chunk of chunks) {
    total += chunk.byteLength
    if (total > limit) {
      const megabytes = Math.round(limit / 1024 / 1024)
      throw new ReportRefused(
        'too-large',
        `The report is larger than ${megabytes} MB (${limit} bytes) unpacked. Leave captured output out of it, or split it.`,
      )
    }
    yield chunk
  }
}

async function* pieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    for (let start = 0, count = 1; start < bytes.length; start += pieceBytes, count += 1) {
      yield bytes.subarray(start, start + pieceBytes)
      if (count % piecesPerTurn === 0) await new Promise(setImmediate)
    }
  }
}

/** At least two bytes, where the body has them: what gzip is told by. */
async function firstBytes(source: AsyncGenerator<Buffer>): Promise<Buffer> {
  let head: Buffer = Buffer.alloc(0)
  while (head.length < 2) {
    const next = await source.next()
    if (next.done) break
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value])
  }
  return head
}

async function* resumed(head: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (head.length > 0) yield head
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}

async function* gunzipped(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = Readable.from(packed, { objectMode: false, highWaterMark: pieceBytes })
  const gunzip = createGunzip({ chunkSize: pieceBytes })
  source.on('error', (error) => gunzip.destroy(error))
  source.pipe(gunzip)
  try {
    yield* gunzip
  } catch (error) {
    throw gzipRefusal(error)
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}

function gzipRefusal(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error
  if (error.code === 'Z_BUF_ERROR') {
    return new ReportRefused('truncated', 'The gzip file ends too early. Send the whole report again.')
  }
  return error.code.startsWith('Z_')
    ? new ReportRefused('bad-gzip', `The gzip file is damaged (${error.message}). Pack the report again.`)
    : error
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))
