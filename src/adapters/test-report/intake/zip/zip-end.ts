import { ReportRefused } from '../../report-refusal.ts'

/** Where the directory of a ZIP archive lies, as its last record says (APPNOTE 6.3.10, 4.3.16). */
export type ZipEnd = { readonly entries: number; readonly from: number; readonly to: number }

const length = 22
const signature = Buffer.from([0x50, 0x4b, 0x05, 0x06])

/**
 * Reads the record at the end of an archive.
 * @throws {ReportRefused} unless it is the very last of the bytes, and the directory lies right before it
 */
export function readZipEnd(archive: Buffer): ZipEnd {
  const at = archive.lastIndexOf(signature)
  if (at === -1)
    throw new ReportRefused('truncated', 'The ZIP archive ends before its directory. Send the whole of it.')
  if (at + length > archive.length || at + length + archive.readUInt16LE(at + 20) !== archive.length)
    throw damaged('it does not end where it says it ends')
  const [disk, diskOfDirectory, onDisk, entries] = [4, 6, 8, 10].map((field) => archive.readUInt16LE(at + field))
  if (disk !== 0 || diskOfDirectory !== 0) throw damaged('it is one part of several')
  const [size = 0, from = 0] = [12, 16].map((field) => archive.readUInt32LE(at + field))
  // ZIP64 is for what no report is: 65,535 files, or 4 GB.
  if (entries === undefined || entries === 0xffff || from === 0xffffffff)
    throw damaged('it is written for 4 GB (ZIP64)')
  if (onDisk !== entries || from + size !== at) throw damaged('its directory is not where it says')
  return { entries, from, to: at }
}

export const damaged = (why: string): ReportRefused =>
  new ReportRefused('bad-archive', `The ZIP archive is damaged: ${why}. Pack it anew.`)
