import { constants } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { ReportSource } from '../../../../app/ports/report-source.ts'
import { defaultLimits } from '../../report-limits.ts'
import { blamedOn, ReportRefused } from '../../report-refusal.ts'
import { kindOf, nameIn, shownName, tooDeep } from '../entry-name.ts'
import { nothingRead } from '../files-read.ts'

/**
 * The files in a folder and the folders in it, by name; a folder without any report is refused. A symbolic link is never followed, for it may lead out, or to what
 * is there already: one with the name of a report, or to a folder, is refused.
 * @param name what the folder is called before the names of its files
 */
export async function* filesOfFolder(folder: string, name: string): AsyncGenerator<ReportSource> {
  const others: string[] = []
  let reports = 0
  for await (const file of filesWithin(folder, name, 1)) {
    if (kindOf(file.name) === 'other') others.push(file.name)
    else reports += 1
    yield file
  }
  if (reports > 0) return
  throw blamedOn(shownName(name), nothingRead(others.length, others.slice(0, 5).map(shownName)))
}

async function* filesWithin(folder: string, name: string, depth: number): AsyncGenerator<ReportSource> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(name, error)
  })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const at = path.join(folder, entry.name)
    const called = nameIn(name, entry.name)
    if (entry.isDirectory()) {
      if (depth >= defaultLimits.folders) throw tooDeep(called, defaultLimits.folders)
      yield* filesWithin(at, called, depth + 1)
      continue
    }
    if (entry.isSymbolicLink() && (await leadsToFolder(at))) throw link(called)
    yield { name: called, found: true, body: contentOf(at, called) }
  }
}

const leadsToFolder = (at: string): Promise<boolean> =>
  stat(at).then(
    (found) => found.isDirectory(),
    () => false,
  )

/** Opened when it is read, and only if it is still the file that it was. */
async function* contentOf(file: string, name: string): AsyncGenerator<Uint8Array> {
  // Without O_NONBLOCK the opening of a pipe waits for its writer.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const handle = await open(file, flags).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ELOOP' ? link(name) : unreadable(name, error)
  })
  if (!(await handle.stat()).isFile()) {
    await handle.close()
    throw new ReportRefused('hostile', 'It is no file. Hand in files.', shownName(name))
  }
  yield* handle.createReadStream({ highWaterMark: 64 * 1024 })
}

const link = (name: string): ReportRefused =>
  new ReportRefused(
    'hostile',
    'It is a symbolic link, and links in a folder are not followed. Hand in what it leads to.',
    shownName(name),
  )

const unreadable = (name: string, { code, message }: NodeJS.ErrnoException): ReportRefused =>
  new ReportRefused(
    'bad-archive',
    code === 'EACCES' ? 'It may not be read.' : `It cannot be read (${code ?? message}).`,
    shownName(name),
  )
