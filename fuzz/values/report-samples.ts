import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { mutateBytes, type TextChange, textChanges } from './mutate.ts'

/** A report's body with the headers that it comes with. */
export type ReportBody = { readonly bytes: Buffer; readonly headers: Readonly<Record<string, string>> }

/** Longer ones are cut: what a reader makes of megabytes is measured elsewhere. */
const longest = 120_000

/** Every file of these folders that could be a report. @throws when there is none */
export async function readSamples(folders: readonly string[]): Promise<readonly Buffer[]> {
  const samples: Buffer[] = []
  for (const folder of folders)
    for (const name of (await readdir(folder).catch(() => [])).sort()) {
      const file = path.join(folder, name)
      if (name.endsWith('.md') || !(await stat(file)).isFile()) continue
      const bytes = await readFile(file)
      samples.push(bytes.byteLength > longest ? bytes.subarray(0, longest) : bytes)
    }
  if (samples.length === 0) throw new Error(`no samples of reports in ${folders.join(', ')}`)
  return samples
}

const types = [
  'application/xml',
  'text/xml',
  'application/json',
  'application/gzip',
  'application/zip',
  'application/x-tar',
  'application/octet-stream',
  'text/plain',
  'multipart/form-data; boundary=b',
  'application/x-www-form-urlencoded',
  'nonsense',
]

type Recipe = {
  readonly sample: number
  readonly changed: readonly TextChange[]
  readonly type: string
  readonly packed: 'no' | 'gzip' | 'broken-gzip' | 'says-gzip'
  readonly form: boolean
}

const recipe: fc.Arbitrary<Recipe> = fc.record({
  sample: fc.nat(10_000),
  changed: fc.oneof(fc.constant([]), textChanges),
  type: fc.constantFrom(...types),
  packed: fc.constantFrom('no', 'no', 'no', 'gzip', 'broken-gzip', 'says-gzip'),
  form: fc.boolean(),
})

/** Bodies made of samples: as they are, cut, changed, packed, in forms, under headers that are right or wrong. */
export const reportBodies = (samples: readonly Buffer[]): fc.Arbitrary<ReportBody> =>
  recipe.map((one) => bodyOf(one, samples))

function bodyOf({ sample, changed, type, packed, form }: Recipe, samples: readonly Buffer[]): ReportBody {
  const plain = mutateBytes(samples[sample % samples.length] ?? Buffer.alloc(0), changed)
  const bytes = type.startsWith('multipart') && form ? inForm(plain) : plain
  const headers = { 'content-type': type }
  switch (packed) {
    case 'no':
      return { bytes, headers }
    case 'gzip':
      return { bytes: gzipSync(bytes), headers }
    case 'broken-gzip': {
      const whole = gzipSync(bytes)
      return { bytes: whole.subarray(0, Math.ceil(whole.length / 2)), headers }
    }
    case 'says-gzip':
      return { bytes, headers: { ...headers, 'content-encoding': 'gzip' } }
  }
}

const inForm = (bytes: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from('--b\r\nContent-Disposition: form-data; name="report"; filename="r.xml"\r\n\r\n'),
    bytes,
    Buffer.from('\r\n--b--\r\n'),
  ])
