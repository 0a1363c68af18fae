import type { Entry, LocalFileHeader } from 'yauzl'
import { damaged, type ZipEnd } from './zip-end.ts'

/** An entry with what stands before its data. */
export type Placed = { readonly entry: Entry; readonly local: LocalFileHeader }

/** General purpose bits (APPNOTE 4.4.4): encrypted, sizes behind the data, strong encryption, masked headers. */
const telling = 0x1 | 0x8 | 0x40 | 0x2000
const descriptorBit = 0x8
const descriptorSignature = 0x08074b50
const saidInExtra = 0xffffffff

/**
 * Checks that an archive says everything once: each entry lies right behind the one before it, the directory right behind
 * the last, and what stands before the data is what the directory says.
 * @param placed in any order
 * @throws {ReportRefused} for data that no entry, or more than one, would have
 */
export function checkLayout(archive: Buffer, placed: readonly Placed[], { from, to }: ZipEnd): void {
  const inPlace = placed.toSorted((a, b) => offsetOf(a) - offsetOf(b))
  let at = 0
  for (const [index, one] of inPlace.entries()) {
    if (offsetOf(one) !== at) throw damaged('its files do not lie one behind the other')
    checkHeader(one)
    const next = inPlace[index + 1]
    at = next ? offsetOf(next) : from
    checkDescriptor(archive, one, at)
  }
  if (at !== from) throw damaged('there is something before its directory')
  const listed = placed.reduce((sum, { entry }) => sum + recordLength(entry), 0)
  if (from + listed !== to) throw damaged('its directory holds more than it lists')
}

const offsetOf = ({ entry }: Placed): number => entry.relativeOffsetOfLocalHeader

const recordLength = ({ fileNameLength, extraFieldLength, fileCommentLength }: Entry): number =>
  46 + fileNameLength + extraFieldLength + fileCommentLength

function checkHeader({ entry, local }: Placed): void {
  const described = (entry.generalPurposeBitFlag & descriptorBit) !== 0
  const agrees = (said: number, listed: number) => said === listed || (described && said === 0) || said === saidInExtra
  if (
    !local.fileName.equals(entry.fileNameRaw) ||
    local.compressionMethod !== entry.compressionMethod ||
    ((local.generalPurposeBitFlag ^ entry.generalPurposeBitFlag) & telling) !== 0 ||
    !(local.crc32 === entry.crc32 || (described && local.crc32 === 0)) ||
    !agrees(local.compressedSize, entry.compressedSize) ||
    !agrees(local.uncompressedSize, entry.uncompressedSize)
  )
    throw damaged('what stands before a file is not what the directory says of it')
}

/** Between the data and what comes next there is nothing, or the sizes once more (APPNOTE 4.3.9), which must agree. */
function checkDescriptor(archive: Buffer, { entry, local }: Placed, next: number): void {
  const end = local.fileDataStart + entry.compressedSize
  const between = next - end
  if (between === 0) return
  const signed = between >= 16 && archive.readUInt32LE(end) === descriptorSignature
  const at = signed ? end + 4 : end
  const wide = next - at === 20
  const described = (entry.generalPurposeBitFlag & descriptorBit) !== 0 && (wide || next - at === 12)
  const number = (offset: number) =>
    wide ? Number(archive.readBigUInt64LE(at + offset)) : archive.readUInt32LE(at + offset)
  if (
    !described ||
    archive.readUInt32LE(at) !== entry.crc32 ||
    number(4) !== entry.compressedSize ||
    number(wide ? 12 : 8) !== entry.uncompressedSize
  )
    throw damaged('there is something between its files')
}
