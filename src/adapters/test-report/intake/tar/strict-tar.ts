import { ReportRefused } from '../../report-refusal.ts'
import type { ByteReader } from '../byte-reader.ts'

const block = 512
/** A pax header holds names and dates: no writer needs more. */
const longestExtension = 1024 * 1024
/** Headers that speak of the entry behind them: pax (POSIX.1-2001, pax, extended header) and GNU's long names. */
const extensions = 'xgLK'

/**
 * The bytes of a tar archive, walked header by header, so that none is believed that a reader could take otherwise: it
 * must come to its end mark, with nothing behind it, and no entry may be stored sparse or say its size twice.
 */
export async function* strictTar(reader: ByteReader): AsyncGenerator<Buffer> {
  for (;;) {
    const header = await reader.take(block)
    if (header.length < block) throw cutOff()
    const last = isBlank(header)
    const size = last ? 0 : sizeOf(header)
    const padded = Math.ceil(size / block) * block
    yield header
    if (last) break
    if (extensions.includes(typeOf(header))) yield await extension(reader, size, padded)
    else if (typeOf(header) !== directory) yield* whole(reader, padded)
  }
  for await (const rest of reader.pieces()) {
    if (!isBlank(rest)) throw damaged('there is something behind its end')
    yield rest
  }
}

const directory = '5'

const typeOf = (header: Buffer): string => String.fromCharCode(header[156] ?? 0)

/** Digits in base 8, or two's complement with the first bit set (GNU); no report needs as much as that is for. */
function sizeOf(header: Buffer): number {
  const field = header
    .toString('latin1', 124, 136)
    .replace(/[\0 ]+$/, '')
    .trimStart()
  if (!/^[0-7]{0,11}$/.test(field)) throw damaged('the size of an entry cannot be read')
  return field === '' ? 0 : Number.parseInt(field, 8)
}

async function extension(reader: ByteReader, size: number, padded: number): Promise<Buffer> {
  if (size > longestExtension) throw damaged('a header is too long')
  const content = await reader.take(padded)
  if (content.length < padded) throw cutOff()
  if (/\d (?:size|GNU\.sparse\.[\w.]+|SCHILY\.realsize)=/.test(content.toString('latin1', 0, size))) {
    throw damaged('an entry is stored sparse, or says its size twice')
  }
  return content
}

async function* whole(reader: ByteReader, length: number): AsyncGenerator<Buffer> {
  let left = length
  for await (const piece of reader.pieces(length)) {
    left -= piece.length
    yield piece
  }
  if (left > 0) throw cutOff()
}

const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0)

const cutOff = (): ReportRefused =>
  new ReportRefused('truncated', 'The tar archive ends before its end mark. Send the whole of it.')

export const damaged = (why: string): ReportRefused =>
  new ReportRefused('bad-archive', `The tar archive is damaged: ${why}. Pack it anew, with tar -c.`)
