import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { BadInput } from './outcome.ts'

/**
 * Opened before it is read, so that a name that is wrong is not taken for a file that breaks off.
 * @param what such as `a report`
 */
export async function openFile(file: string, what = 'a report'): Promise<Readable> {
  try {
    const handle = await open(file)
    const stats = await handle.stat()
    if (!stats.isDirectory()) return handle.createReadStream({ highWaterMark: 64 * 1024 })
    await handle.close()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new BadInput(`${file}: there is no such file`)
    if (code === 'EACCES') throw new BadInput(`${file}: you may not read it`)
    throw error
  }
  throw new BadInput(`${file}: is a directory, not ${what}`)
}

const mostBytes = 32 * 1024 * 1024

/** Reads a file of text to its end: UTF-8, with or without a byte order mark, up to 32 MB. */
export async function readTextFile(file: string, what: string): Promise<string> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of await openFile(file, what)) {
    pieces.push(piece)
    bytes += piece.length
    if (bytes > mostBytes) throw new BadInput(`${file}: is larger than 32 MB`)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces))
  } catch {
    throw new BadInput(`${file}: holds bytes that are not UTF-8`)
  }
}
