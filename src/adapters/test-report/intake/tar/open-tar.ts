import { Readable } from 'node:stream'
import { extract, type Header } from 'tar-stream'
import { ReportRefused } from '../../report-refusal.ts'
import type { ByteReader } from '../byte-reader.ts'
import { makeEntryNames, shownName } from '../entry-name.ts'
import type { ArchiveEntry, Opening } from '../opening.ts'
import { damaged, strictTar } from './strict-tar.ts'

/** The files of a tar archive, one after the other as it streams by; what is not read of one is passed over. */
export async function* openTar(
  reader: ByteReader,
  { limits, budget }: Pick<Opening, 'limits' | 'budget'>,
): AsyncGenerator<ArchiveEntry> {
  const names = makeEntryNames(limits)
  const source = Readable.from(strictTar(reader), { objectMode: false })
  const unpacking = extract()
  let broken: Error | undefined
  source.on('error', (error) => {
    broken = error
    unpacking.destroy(error)
  })
  source.pipe(unpacking)
  try {
    for await (const entry of unpacking) {
      budget.entry()
      const { name, type } = entry.header
      if (type === 'directory') names.check(name, 'folder')
      else if (type === 'file') yield { name: names.check(name, 'file'), body: bytesOf(entry) }
      else throw noFile(entry.header)
      entry.resume()
    }
    if (broken) throw broken
  } catch (error) {
    throw broken ?? asRefusal(error)
  } finally {
    source.destroy()
    unpacking.destroy()
  }
}

async function* bytesOf(entry: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const piece of entry) if (piece instanceof Uint8Array) yield piece
}

const words = new Map<Header['type'], string>([
  ['symlink', 'a symbolic link'],
  ['link', 'a hard link'],
  ['character-device', 'a device'],
  ['block-device', 'a device'],
  ['fifo', 'a pipe'],
])

const noFile = ({ name, type }: Header): ReportRefused =>
  new ReportRefused(
    'hostile',
    `It is ${words.get(type) ?? 'of a kind that is not known here'}, and an archive of reports has files and folders only. Pack the files themselves (tar -h follows links).`,
    shownName(name),
  )

/** What tar-stream refuses comes as a plain error; everything else has its own class. */
const asRefusal = (error: unknown): unknown =>
  error instanceof ReportRefused || !(error instanceof Error) || error.name !== 'Error'
    ? error
    : damaged(error.message.replace(/^Invalid tar header[.:]?\s*/, 'a header cannot be read. ').replace(/\.$/, ''))
