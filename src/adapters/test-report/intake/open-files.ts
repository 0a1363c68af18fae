import type { ReportSources } from '../../../app/ports/report-source.ts'
import { blamedOn, blamedWithin, ReportRefused } from '../report-refusal.ts'
import { type ByteReader, readBytes } from './byte-reader.ts'
import { kindOf, nameIn, shownName } from './entry-name.ts'
import { gunzip } from './gunzip.ts'
import type { ArchiveEntry, Opening } from './opening.ts'
import { archiveHead, sniffArchive } from './sniff-archive.ts'
import { openTar } from './tar/open-tar.ts'
import { openZip } from './zip/open-zip.ts'

/**
 * One file of a report, unpacked, in pieces of at most 64 KB; it is read before the next one is asked for. `alone` where
 * none comes before or after it.
 */
export type ReportFile = {
  readonly name: string
  readonly bytes: AsyncGenerator<Buffer>
  readonly alone: boolean
}

/**
 * Turns what came into files: gzip is unpacked, ZIP and tar archives are opened. What was come upon in a folder or an
 * archive is read or passed over by its name.
 * @throws {ReportRefused} for an archive that is not what it should be, and for one in another
 */
export async function* openFiles(sources: ReportSources, opening: Opening): AsyncGenerator<ReportFile> {
  for await (const source of sources) {
    opening.budget.entry()
    const reader = readBytes(opening.budget.received(source.body))
    try {
      yield* open({ name: source.name, found: source.found ?? false, reader }, opening)
    } catch (error) {
      throw blamedOn(shownName(source.name), error)
    } finally {
      await reader.close()
    }
  }
}

type Opened = { readonly name: string; readonly found: boolean; readonly reader: ByteReader }

async function* open({ name, found, reader }: Opened, opening: Opening): AsyncGenerator<ReportFile> {
  const { budget, files } = opening
  if (found) {
    const kind = kindOf(name)
    if (kind === 'archive') throw nested()
    if (kind === 'other') return files.passOver(name)
  }
  const packing = sniffArchive(await reader.peek(archiveHead))
  if (packing !== 'gzip') {
    if (packing) yield* openArchive(packing, { name, found, reader }, opening)
    else yield fileOf(name, reader.pieces(), opening)
    return
  }
  const inner = readBytes(gunzip(reader.pieces()))
  try {
    const within = sniffArchive(await inner.peek(archiveHead))
    if (within === 'zip') throw nested()
    if (within === 'tar') {
      const unwrapped = readBytes(budget.unwrapped(inner.pieces()))
      yield* openArchive(within, { name, found, reader: unwrapped }, opening)
    } else yield fileOf(name, inner.pieces(), opening)
  } finally {
    await inner.close()
  }
}

async function* openArchive(
  packing: Exclude<ReturnType<typeof sniffArchive>, 'gzip' | null>,
  { name, found, reader }: Opened,
  opening: Opening,
): AsyncGenerator<ReportFile> {
  if (typeof packing === 'object') throw foreign(packing.foreign)
  if (found) throw nested()
  const entries = packing === 'zip' ? openZip(reader, opening) : openTar(reader, opening)
  const ended = opening.files.begin()
  for await (const entry of entriesOf(name, entries)) yield* openEntry(name, entry, { ...opening, alone: false })
  ended()
}

/** An archive knows not its own name: of several, which one holds what it refuses is said here. */
async function* entriesOf(archive: string, entries: AsyncGenerator<ArchiveEntry>): AsyncGenerator<ArchiveEntry> {
  try {
    yield* entries
  } catch (error) {
    throw blamedWithin((file) => shownName(nameIn(archive, file)), error)
  }
}

async function* openEntry(archive: string, entry: ArchiveEntry, opening: Opening): AsyncGenerator<ReportFile> {
  const name = nameIn(archive, entry.name)
  const reader = readBytes(entry.body)
  try {
    yield* open({ name, found: true, reader }, opening)
  } catch (error) {
    throw blamedOn(shownName(name), error)
  } finally {
    await reader.close()
  }
}

function fileOf(name: string, pieces: AsyncGenerator<Buffer>, { budget, files, alone }: Opening): ReportFile {
  files.read()
  return { name: shownName(name), bytes: budget.read(pieces), alone }
}

const nested = (): ReportRefused =>
  new ReportRefused(
    'bad-archive',
    'It is an archive inside of what was handed in, and nobody looks into it. Hand in the reports that are in it.',
  )

const foreign = (what: string): ReportRefused =>
  new ReportRefused('not-a-report', `The body is ${what}. Hand it in as gzip, ZIP, tar or tar.gz.`)
