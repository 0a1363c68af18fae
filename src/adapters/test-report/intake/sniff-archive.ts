/** How many of the first bytes tell what a body is packed in. */
export const archiveHead = 512

export type Packing = 'zip' | 'tar' | 'gzip' | { readonly foreign: string }

/** @returns what the body is packed in, told from its first bytes; null for what is not packed */
export function sniffArchive(head: Buffer): Packing | null {
  if (startsWith(head, 0x1f, 0x8b)) return 'gzip'
  // A local file, an archive without files, and one that was split.
  if ([0x0304, 0x0506, 0x0708].some((kind) => startsWith(head, 0x50, 0x4b, kind >> 8, kind & 0xff))) return 'zip'
  // An archive of nothing is its end mark alone.
  if (head.length >= archiveHead && (head.toString('latin1', 257, 262) === 'ustar' || isBlank(head))) return 'tar'
  const foreign = foreigners.find(({ magic }) => startsWith(head, ...magic))
  return foreign ? { foreign: foreign.name } : null
}

const isBlank = (head: Buffer): boolean => head.every((byte) => byte === 0)

const startsWith = (head: Buffer, ...magic: number[]): boolean =>
  head.length >= magic.length && magic.every((byte, at) => head[at] === byte)

const foreigners: readonly { readonly magic: readonly number[]; readonly name: string }[] = [
  { magic: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], name: 'a 7z archive' },
  { magic: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], name: 'a RAR archive' },
  { magic: [0x42, 0x5a, 0x68], name: 'packed with bzip2' },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], name: 'packed with xz' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], name: 'packed with zstd' },
]
