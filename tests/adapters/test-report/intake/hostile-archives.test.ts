import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { junit } from '../reading.ts'
import { acceptedOf, readAll, refused, source, tarred, zipped } from './packing.ts'

const good = junit('<testcase name="a"/>')
const files = { 'a.xml': good, 'b.xml': junit('<testcase name="b"/>') }
const blanks = (mebibytes: number) => `<testsuites>${' '.repeat(mebibytes * 1024 * 1024)}</testsuites>`

/** The archive with some bytes changed: found by their signature, the nth of them. */
function with_(archive: Buffer, signature: string, nth: number, change: (record: Buffer) => void): Buffer {
  const changed = Buffer.from(archive)
  let at = -1
  for (let found = 0; found <= nth; found += 1) at = changed.indexOf(signature, at + 1, 'latin1')
  if (at === -1) throw new Error('no such record')
  change(changed.subarray(at))
  return changed
}
const local = 'PK\x03\x04'
const listed = 'PK\x01\x02'
const end = 'PK\x05\x06'
/** Changes the same field before the data and in the directory. */
const both = (field: number, value: number) => (archive: Buffer) =>
  with_(
    with_(archive, local, 0, (record) => void record.writeUInt16LE(value, field)),
    listed,
    0,
    (record) => void record.writeUInt16LE(value, field + 2),
  )
const zip = zipped(files)
const insert = (archive: Buffer, at: number, more: Buffer | string): Buffer =>
  Buffer.concat([archive.subarray(0, at), Buffer.from(more), archive.subarray(at)])
const renamed = (archive: Buffer, from: string, to: string): Buffer =>
  Buffer.from(archive.toString('latin1').replaceAll(from, to), 'latin1')

/** A stored entry that begins with a whole second archive would be read by those who look for the first header. */
const overlapping = (() => {
  const changed = Buffer.from(zip)
  const second = zip.indexOf(listed, zip.indexOf(listed, 0, 'latin1') + 1, 'latin1')
  changed.writeUInt32LE(0, second + 42)
  return changed
})()

const mode = (kind: number) => (archive: Buffer) =>
  with_(archive, listed, 0, (record) => void record.writeUInt32LE((kind << 16) >>> 0, 38))

type Row = [what: string, archive: Buffer | Promise<Buffer>, code: string, words: RegExp, file?: string]

const zips: Row[] = [
  ['one that is encrypted', both(6, 1)(zip), 'bad-archive', /encrypted.*without a password/, 'a.xml'],
  ['strong encryption', both(6, 0x41)(zip), 'bad-archive', /encrypt/],
  ['a hidden header', both(6, 0x2000)(zip), 'bad-archive', /encrypted/, 'a.xml'],
  ['another method', both(8, 12)(zip), 'bad-archive', /method 12.*Deflate/, 'a.xml'],
  ['a symbolic link', mode(0o120777)(zip), 'hostile', /symbolic link/, 'a.xml'],
  ['a device', mode(0o060666)(zip), 'hostile', /no file/, 'a.xml'],
  ['a pipe', mode(0o010666)(zip), 'hostile', /no file/, 'a.xml'],
  ['a name that leads out', renamed(zip, 'a.xml', '../ax'), 'hostile', /leads out/, '../ax'],
  ['one that does so by backslashes', renamed(zip, 'a.xml', '..\\ax'), 'hostile', /leads out/, '..\\ax'],
  ['an absolute name', renamed(zip, 'a.xml', '/axml'), 'hostile', /leads out/, '/axml'],
  ['a name on a drive', renamed(zip, 'a.xml', 'c:/ax'), 'hostile', /leads out/, 'c:/ax'],
  ['a name cut by a null', renamed(zip, 'a.xml', 'a\0xml'), 'hostile', /leads out/],
  ['one name twice', renamed(zip, 'b.xml', 'a.xml'), 'bad-archive', /two files of this name/, 'a.xml'],
  [
    'one name twice, otherwise spelt',
    zipped({ 'a.xml': good, './a.xml': good }),
    'bad-archive',
    /two files of this name/,
    './a.xml',
  ],
  [
    'a name that the directory spells otherwise',
    with_(zip, local, 0, (record) => void record.write('c.xml', 30)),
    'bad-archive',
    /before a file is not what/,
  ],
  [
    'another size before the data',
    with_(zip, local, 0, (record) => void record.writeUInt32LE(7, 18)),
    'bad-archive',
    /before a file is not what/,
  ],
  [
    'another checksum before the data',
    with_(zip, local, 0, (record) => void record.writeUInt32LE(7, 14)),
    'bad-archive',
    /before a file is not what/,
  ],
  [
    'another method before the data',
    with_(zip, local, 0, (record) => void record.writeUInt16LE(0, 8)),
    'bad-archive',
    /before a file is not what/,
  ],
  [
    'another encryption before the data',
    with_(zip, local, 0, (record) => void record.writeUInt16LE(1, 6)),
    'bad-archive',
    /before a file is not what/,
  ],
  [
    'a wrong checksum',
    with_(
      with_(zip, local, 0, (record) => void record.writeUInt32LE(7, 14)),
      listed,
      0,
      (record) => void record.writeUInt32LE(7, 16),
    ),
    'bad-archive',
    /checksum/,
    'a.xml',
  ],
  [
    'a size that is not kept',
    with_(
      with_(zip, local, 0, (record) => void record.writeUInt32LE(7, 22)),
      listed,
      0,
      (record) => void record.writeUInt32LE(7, 24),
    ),
    'bad-archive',
    /too many bytes/,
    'a.xml',
  ],
  ['two files in one place', overlapping, 'bad-archive', /between its files/],
  ['something before its first file', insert(zip, 0, 'MZ program'), 'not-a-report', /neither/],
  ['a file that the directory does not list', insertHidden(), 'bad-archive', /./],
  ['something behind its end', Buffer.concat([zip, Buffer.from('more')]), 'bad-archive', /does not end where/],
  ['a second archive behind it', Buffer.concat([zip, zip]), 'bad-archive', /directory is not where/],
  [
    'a directory that counts fewer',
    with_(zip, end, 0, (record) => {
      record.writeUInt16LE(1, 8)
      record.writeUInt16LE(1, 10)
    }),
    'bad-archive',
    /./,
  ],
  [
    'a directory that counts more',
    with_(zip, end, 0, (record) => {
      record.writeUInt16LE(3, 8)
      record.writeUInt16LE(3, 10)
    }),
    'bad-archive',
    /./,
  ],
  [
    'two numbers of files',
    with_(zip, end, 0, (record) => void record.writeUInt16LE(1, 8)),
    'bad-archive',
    /directory is not where/,
  ],
  ['several disks', with_(zip, end, 0, (record) => void record.writeUInt16LE(1, 4)), 'bad-archive', /part of several/],
  ['ZIP64', with_(zip, end, 0, (record) => void record.writeUInt32LE(0xffffffff, 16)), 'bad-archive', /ZIP64/],
  ['a cut-off end', zip.subarray(0, -30), 'truncated', /before its directory/],
  ['its beginning alone', Buffer.from('PK\x03\x04rest'), 'truncated', /before its directory/],
  ['no files', zipped({}), 'not-a-report', /no file/],
  ['a folder that holds something', zipped({ 'a.xml/': good }), 'hostile', /called a folder/],
  ['a folder alone', zipped({ 'a/': '' }), 'not-a-report', /no file/],
  [
    'ten thousand and one',
    zipped(Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`${at}.txt`, '']))),
    'too-many-files',
    /10000/,
  ],
  ['a bomb', zipped({ 'a.xml': blanks(30) }, { level: 9 }), 'hostile', /more than 500 times/, 'a.xml'],
  ['too much in all', zipped({ 'a.xml': noise(33), 'b.xml': noise(33) }, { level: 1 }), 'too-large', /64 MB/],
  ['folders without an end', zipped({ [`${'a/'.repeat(65)}a.xml`]: good }), 'too-deep', /64 folders/],
  ['an archive in it', zipped({ 'a.xml': good, 'in.zip': zip }), 'bad-archive', /archive inside/, 'in.zip'],
  ['a tar.gz in it', zipped({ 'in.tar.gz': gzipSync('x') }), 'bad-archive', /archive inside/, 'in.tar.gz'],
  ['an archive in it under the name of a report', zipped({ 'a.xml': zip }), 'bad-archive', /archive inside/, 'a.xml'],
  ['gzip of an archive in it', zipped({ 'a.xml.gz': gzipSync(zip) }), 'bad-archive', /archive inside/, 'a.xml.gz'],
  ['gzip twice in it', zipped({ 'a.xml.gz': gzipSync(gzipSync(good)) }), 'not-a-report', /packed twice/, 'a.xml.gz'],
  [
    'a 7z file under the name of a report',
    zipped({ 'a.xml': Buffer.from('377abcaf271c00', 'hex') }),
    'not-a-report',
    /7z/,
    'a.xml',
  ],
]

/** A file with its header between the last one and the directory, which does not name it. */
function insertHidden(): Buffer {
  const from = zip.indexOf(listed, 0, 'latin1')
  const hidden = zipped({ 'c.xml': good })
  const record = hidden.subarray(0, hidden.indexOf(listed, 0, 'latin1'))
  const changed = insert(zip, from, record)
  return with_(changed, end, 0, (last) => void last.writeUInt32LE(from + record.length, 16))
}

/** A report of so many MB that hardly packs. */
function noise(mebibytes: number): string {
  let seed = 1
  const letters = Array.from({ length: 65_536 }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return String.fromCharCode(97 + ((seed >> 16) % 26))
  }).join('')
  return `<testsuites><!--${letters.repeat(mebibytes * 16)}--></testsuites>`
}

const link = (type: 'symlink' | 'link', linkname: string) => tarred([[{ name: 'a.xml', type, linkname }]])
const kind = (type: 'fifo' | 'character-device' | 'block-device') => tarred([[{ name: 'a.xml', type }]])
const pax = (records: Record<string, string>) => tarred([[{ name: 'a.xml', pax: records } as never, good]])
const tar = tarred(files)
const marked = async (change: (archive: Buffer) => Buffer | undefined) => {
  const archive = Buffer.from(await tar)
  return change(archive) ?? archive
}
/** Writes the checksum of the first header anew, which counts its own field as blanks. */
function resum(header: Buffer): void {
  header.fill(' ', 148, 156)
  const sum = header.subarray(0, 512).reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
}

const tars: Row[] = [
  ['a symbolic link', link('symlink', '/etc/passwd'), 'hostile', /symbolic link.*tar -h/, 'a.xml'],
  ['a hard link', link('link', 'b.xml'), 'hostile', /hard link/, 'a.xml'],
  ['a pipe', kind('fifo'), 'hostile', /a pipe/, 'a.xml'],
  ['a device', kind('character-device'), 'hostile', /a device/, 'a.xml'],
  ['a disk', kind('block-device'), 'hostile', /a device/, 'a.xml'],
  [
    'a kind that nobody knows',
    marked((archive) => {
      archive[156] = 0x53
      resum(archive)
      return archive
    }),
    'hostile',
    /not known/,
    'a.xml',
  ],
  ['a name that leads out', tarred({ '../a.xml': good }), 'hostile', /leads out/, '../a.xml'],
  ['a name that leads out behind a folder', tarred({ 'b/../../a.xml': good }), 'hostile', /leads out/, 'b/../../a.xml'],
  ['an absolute name', tarred({ '/etc/a.xml': good }), 'hostile', /leads out/, '/etc/a.xml'],
  ['an absolute name in a pax header', pax({ path: '/a.xml' }), 'hostile', /leads out/, '/a.xml'],
  [
    'one name twice',
    tarred([
      [{ name: 'a.xml' }, good],
      [{ name: './a.xml' }, good],
    ]),
    'bad-archive',
    /two files of this name/,
    './a.xml',
  ],
  ['a sparse file', pax({ 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0' }), 'bad-archive', /sparse/],
  ['a sparse file of another writer', pax({ 'SCHILY.realsize': '9' }), 'bad-archive', /sparse/],
  ['a size said twice', pax({ size: '3' }), 'bad-archive', /size twice/],
  [
    'a size that is none',
    marked((archive) => {
      archive.write('99999999999\0', 124, 'latin1')
      resum(archive)
      return archive
    }),
    'bad-archive',
    /size of an entry/,
  ],
  [
    'a size of 64 bits',
    marked((archive) => {
      archive[124] = 0x80
      resum(archive)
      return archive
    }),
    'bad-archive',
    /size of an entry/,
  ],
  [
    'a wrong checksum',
    marked((archive) => {
      archive[0] = 0x62
      return archive
    }),
    'bad-archive',
    /header cannot be read/,
  ],
  ['no end mark', marked((archive) => archive.subarray(0, -1024)), 'truncated', /end mark/],
  ['an end in the middle of a file', marked((archive) => archive.subarray(0, 700)), 'truncated', /end mark/],
  [
    'something behind its end',
    marked((archive) => Buffer.concat([archive, Buffer.from('more')])),
    'bad-archive',
    /behind its end/,
  ],
  [
    'a second archive behind it',
    marked((archive) => Buffer.concat([archive, archive])),
    'bad-archive',
    /behind its end/,
  ],
  ['no files', Buffer.alloc(10_240), 'not-a-report', /no file/],
  ['a folder alone', tarred([[{ name: 'a', type: 'directory' }]]), 'not-a-report', /no file/],
  [
    'ten thousand and one',
    tarred(Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`${at}.txt`, '']))),
    'too-many-files',
    /10000/,
  ],
  ['folders without an end', tarred({ [`${'a/'.repeat(65)}a.xml`]: good }), 'too-deep', /64 folders/],
  [
    'too much in all',
    tarred({ 'a.xml': noise(33), 'b.xml': noise(33) }).then((archive) => gzipSync(archive, { level: 1 })),
    'too-large',
    /64 MB/,
  ],
  ['a bomb', tarred({ 'a.xml': blanks(80) }).then((archive) => gzipSync(archive)), 'too-large', /64 MB/],
  [
    'a bomb under another name',
    tarred({ 'a.txt': blanks(140) }).then((archive) => gzipSync(archive)),
    'too-large',
    /64 MB/,
  ],
  ['an archive in it', tarred({ 'in.tar': 'x' }), 'bad-archive', /archive inside/, 'in.tar'],
  [
    'an archive in it under the name of a report',
    tar.then((inner) => tarred({ 'a.xml': inner })),
    'bad-archive',
    /archive inside/,
    'a.xml',
  ],
  [
    'gzip of an archive in it',
    tar.then((inner) => tarred({ 'a.xml.gz': gzipSync(inner) })),
    'bad-archive',
    /archive inside/,
    'a.xml.gz',
  ],
  ['a ZIP archive in gzip', Promise.resolve(gzipSync(zip)), 'bad-archive', /archive inside/],
]

describe.each([
  ['a ZIP archive with', zips],
  ['a tar archive with', tars],
])('%s', (_, rows) => {
  it.each(rows)('%s', async (_what, archive, code, words, file) => {
    const refusal = await refused([source(await archive)])
    expect(refusal).toMatchObject({ code, detail: expect.stringMatching(words) })
    if (file !== undefined) expect(refusal.file).toBe(file)
    const among = await refused([source(good, 'good.xml'), source(await archive, 'of.several')])
    expect(among.file).toMatch(/^of\.several/)
    if (file !== undefined) expect(among.file).toBe(`of.several/${file}`)
  })
})

describe('a name that would mislead', () => {
  it.each(['a\u202elmx.\u202c.xml', 'a\u001b[2Jb.xml', 'a\nb.xml', `${'long'.repeat(100)}.xml`])(
    '%j is shown harmless',
    async (name) => {
      const { file } = await refused([source(await tarred({ [name]: 'no report' }))])
      expect(file).toMatch(/^[\x20-\x7e…]{1,200}$/)
    },
  )
})

describe('a bare archive of another kind', () => {
  it.each([
    ['377abcaf271c00', /7z/],
    ['526172211a0700', /RAR/],
    ['425a68393141', /bzip2/],
    ['fd377a585a0000', /xz/],
    ['28b52ffd0000', /zstd/],
  ])('%s is named', async (magic, words) => {
    const refusal = await refused([source(Buffer.from(magic, 'hex'))])
    expect(refusal).toMatchObject({ code: 'not-a-report', detail: expect.stringMatching(words) })
    expect(refusal.detail).toMatch(/ZIP, tar or tar\.gz/)
  })
})

describe('a damaged archive', () => {
  const three = { 'a.xml': good, 'b/c.xml': junit('<testcase name="c"/>'), 'd.txt': 'words' }

  it.each([
    ['ZIP', async () => zipped(three), true],
    ['tar', async () => tarred(three), false],
    ['tar.gz', async () => gzipSync(await tarred(three)), true],
  ])('%s is refused, or still holds all that it held', async (_, packed, summed) => {
    const archive = await packed()
    const { summary } = await acceptedOf([source(archive)])
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 })), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.option(fc.nat(archive.length - 1), { nil: undefined, freq: 3 }),
        async (flips, cut) => {
          const changed = Buffer.from(archive)
          for (const [at, by] of flips) changed[at] = (changed[at] ?? 0) ^ by
          const { read } = await readAll([source(changed.subarray(0, cut))])
          // What is said of a file's age may change; what is in it only where nothing sums it up.
          if (read.ok && summed) expect(read.value.summary.totals).toEqual(summary.totals)
          if (read.ok) expect(read.value.files.read + read.value.files.passedOver).toBe(3)
        },
      ),
      { numRuns: 400 },
    )
  })
})

it('a stored file that looks like a record of the directory is a file', async () => {
  const text = junit(
    `<testcase name="a"><system-out>PK\u0005\u0006 PK\u0001\u0002 PK\u0003\u0004</system-out></testcase>`,
  )
  const { summary } = await acceptedOf([source(zipped({ 'a.xml': text }, { level: 0 }))])
  expect(summary.totals.tests).toBe(1)
})
