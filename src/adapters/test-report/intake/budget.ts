import type { ReportLimits } from '../report-limits.ts'
import { ReportRefused } from '../report-refusal.ts'

/** What all the files of one report may take up together. Each call lets its bytes through, or refuses as `too-large`. */
export type Budget = {
  /** What came, as it came. */
  received<Chunk extends Uint8Array>(chunks: AsyncIterable<Chunk>): AsyncGenerator<Chunk>
  /** What came out of gzip around an archive, with what is passed over in it: twice as much as files may hold. */
  unwrapped<Chunk extends Uint8Array>(chunks: AsyncIterable<Chunk>): AsyncGenerator<Chunk>
  /** The unpacked bytes of the files that are read. */
  read<Chunk extends Uint8Array>(chunks: AsyncIterable<Chunk>): AsyncGenerator<Chunk>
  /** How many bytes of files were read so far. */
  bytesRead(): number
  /** One more file or folder, whether it is read or not. */
  entry(): void
}

export function makeBudget(limits: ReportLimits): Budget {
  const spent = { received: 0, unwrapped: 0, read: 0 }
  let entries = 0

  async function* counted<Chunk extends Uint8Array>(
    what: keyof typeof spent,
    limit: number,
    chunks: AsyncIterable<Chunk>,
  ): AsyncGenerator<Chunk> {
    for await (const chunk of chunks) {
      spent[what] += chunk.byteLength
      if (spent[what] > limit) throw tooLarge(limits.bytes)
      yield chunk
    }
  }

  return {
    received: (chunks) => counted('received', limits.bytes, chunks),
    unwrapped: (chunks) => counted('unwrapped', 2 * limits.bytes, chunks),
    read: (chunks) => counted('read', limits.bytes, chunks),
    bytesRead: () => spent.read,
    entry() {
      entries += 1
      if (entries > limits.files) throw tooManyFiles(limits.files)
    },
  }
}

export function tooLarge(limit: number): ReportRefused {
  const megabytes = Math.round(limit / 1024 / 1024)
  return new ReportRefused(
    'too-large',
    `The report is larger than ${megabytes} MB (${limit} bytes) unpacked. Leave captured output out of it, or split it.`,
  )
}

export const tooManyFiles = (limit: number): ReportRefused =>
  new ReportRefused(
    'too-many-files',
    `The report has more than ${limit} files and folders. Hand in only the files that are reports.`,
  )
