import { crc32 } from 'node:zlib'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { ReportRefused } from '../../report-refusal.ts'
import { tooLarge, tooManyFiles } from '../budget.ts'
import type { ByteReader } from '../byte-reader.ts'
import { kindOf, makeEntryNames, shownName } from '../entry-name.ts'
import type { ArchiveEntry, Opening } from '../opening.ts'
import { checkLayout, type Placed } from './check-layout.ts'
import { damaged, readZipEnd } from './zip-end.ts'

type Listed = Placed & { readonly name: string; readonly folder: boolean }

/**
 * The files of a ZIP archive in the order of its directory, which stands at its end: so the whole of it is held in
 * memory, packed. All that it says of its files is checked before the first of them is unpacked.
 */
export async function* openZip(
  reader: ByteReader,
  { limits, budget }: Pick<Opening, 'limits' | 'budget'>,
): AsyncGenerator<ArchiveEntry> {
  const pieces: Buffer[] = []
  for await (const piece of reader.pieces()) pieces.push(piece)
  const archive = Buffer.concat(pieces)
  const end = readZipEnd(archive)
  if (end.entries > limits.files) throw tooManyFiles(limits.files)
  const zip = await opened(archive)
  const names = makeEntryNames(limits)
  const listed: Listed[] = []
  let unpacked = 0
  try {
    for await (const entry of zip.eachEntry()) {
      budget.entry()
      const raw = nameOf(entry)
      const folder = raw.endsWith('/') || raw.endsWith('\\')
      const name = names.check(raw, folder ? 'folder' : 'file')
      judge(entry, raw, name, limits.ratio)
      if (kindOf(name) === 'report') unpacked += entry.uncompressedSize
      if (unpacked > limits.bytes) throw tooLarge(limits.bytes)
      listed.push({ entry, name, folder, local: await zip.readLocalFileHeaderPromise(entry) })
    }
  } catch (error) {
    throw asRefusal(error)
  }
  checkLayout(archive, listed, end)
  for (const { entry, name, folder } of listed) if (!folder) yield { name, body: contentOf(zip, entry) }
}

const opened = (archive: Buffer): Promise<ZipFile> =>
  yauzl
    .fromBufferPromise(archive, { lazyEntries: true, decodeStrings: false, validateEntrySizes: true })
    .catch((error) => {
      throw asRefusal(error)
    })

/** Names are UTF-8 where they say so, by a flag or a field of their own; else of the IBM PC (APPNOTE, appendix D). */
const nameOf = ({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string =>
  yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true)

/** The highest bits of a Unix file's mode say what it is (stat.h). */
const kinds = { mask: 0o170000, file: 0o100000, folder: 0o040000, link: 0o120000 } as const
const smallEnough = 1024 * 1024

function judge(entry: Entry, raw: string, name: string, ratio: number): void {
  const refuse = (code: 'hostile' | 'bad-archive', detail: string) => new ReportRefused(code, detail, shownName(name))
  const { compressionMethod, generalPurposeBitFlag, compressedSize, uncompressedSize } = entry
  if ((generalPurposeBitFlag & (0x1 | 0x40 | 0x2000)) !== 0)
    throw refuse('bad-archive', 'It is encrypted. Pack it without a password.')
  if (compressionMethod !== 0 && compressionMethod !== 8)
    throw refuse('bad-archive', `It is packed by method ${compressionMethod}. Pack it with Deflate, or not at all.`)
  const kind = (entry.externalFileAttributes >>> 16) & kinds.mask
  if (kind === kinds.link)
    throw refuse('hostile', 'It is a symbolic link. Pack the file that it leads to (zip does so by itself).')
  if (kind !== 0 && kind !== kinds.file && kind !== kinds.folder)
    throw refuse('hostile', 'It is no file, and an archive of reports has files and folders only.')
  if (/[\\/]$/.test(raw) && uncompressedSize > 0)
    throw refuse('hostile', 'It is called a folder and holds something. Pack it anew.')
  if (uncompressedSize > smallEnough && uncompressedSize > ratio * compressedSize)
    throw refuse('hostile', `It unpacks to more than ${ratio} times its size, as no report does. Hand it in unpacked.`)
}

async function* contentOf(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  let sum = 0
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      sum = crc32(piece, sum)
      yield piece
    }
  } catch (error) {
    throw asRefusal(error)
  }
  if (sum !== entry.crc32) throw damaged('a file is not what was packed (its checksum is wrong)')
}

/** What yauzl and zlib refuse comes as a plain error. */
const asRefusal = (error: unknown): unknown =>
  error instanceof ReportRefused || !(error instanceof Error) || error.name !== 'Error'
    ? error
    : damaged(error.message.replace(/\.$/, ''))
