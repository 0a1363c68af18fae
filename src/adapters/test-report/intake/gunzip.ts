import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { ReportRefused } from '../report-refusal.ts'

const pieceBytes = 64 * 1024

/**
 * What is in a gzip file, as it comes.
 * @throws {ReportRefused} `bad-gzip`, or `truncated` where it ends early
 */
export async function* gunzip(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = Readable.from(packed, { objectMode: false, highWaterMark: pieceBytes })
  const unpacking = createGunzip({ chunkSize: pieceBytes })
  source.on('error', (error) => unpacking.destroy(error))
  source.pipe(unpacking)
  try {
    yield* unpacking
  } catch (error) {
    throw refusalOf(error)
  } finally {
    source.destroy()
    unpacking.destroy()
  }
}

function refusalOf(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error
  if (error.code === 'Z_BUF_ERROR') {
    return new ReportRefused('truncated', 'The gzip file ends too early. Send the whole report again.')
  }
  return error.code.startsWith('Z_')
    ? new ReportRefused('bad-gzip', `The gzip file is damaged (${error.message}). Pack the report again.`)
    : error
}
