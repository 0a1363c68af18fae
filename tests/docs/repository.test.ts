import { expect, test } from 'vitest'
import { read, repositoryFiles } from './repository.ts'

const files = await repositoryFiles()
/** All but pictures, others' reports, and this very file. */
const isRead = (file: string) =>
  !/\.(png|jpe?g|gif|ico|zip|gz)$/.test(file) &&
  !file.startsWith('tests/fixtures/') &&
  file !== 'tests/docs/repository.test.ts'
const texts = await Promise.all(files.filter(isRead).map(async (file) => ({ file, text: await read(file) })))

function holding(pattern: RegExp): string[] {
  return texts.flatMap(({ file, text }) => {
    const found = pattern.exec(text)?.[0]
    return found ? [`${file}: ${found}`] : []
  })
}

const forbidden: readonly [what: string, pattern: RegExp, guilty: string][] = [
  ['a path of one machine', /(?<![\w.])\/(?:work\/|root\/|tmp\/zt)/, 'cd /root/x'],
  [
    'a package registry',
    /\bregistry\.(?:npmjs\.org|yarnpkg\.com)|\b(?:artifactory|verdaccio|codeartifact|nexus)\b/i,
    'https://registry.npmjs.org/x',
  ],
  [
    'an address of a private network',
    /:\/\/(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}/,
    'http://10.0.0.7:80',
  ],
  ['a spread around a literal, which may stand there itself', /\.\.\.\{/, '{ ...{ one, two }, three }'],
  ['what Node 20 answers wrongly once it is warm', /\bURL\.canParse\(/, "URL.canParse('https://ü.example')"],
  ['something left undone', /\b(?:TODO|FIXME|XXX)\b/, 'TODO: later'],
  ['a test that runs alone', /\b(?:test|it|describe)\.only\(/, 'test.only('],
  ['a test that never runs', /\b(?:test|it|describe)\.skip\(/, 'test.skip('],
]
test.each(forbidden)('no file holds %s', (_, pattern, guilty) => {
  expect(guilty).toMatch(pattern)
  expect(holding(pattern)).toEqual([])
})

test('a folder of code holds few files: whoever looks for something sees all that is there', () => {
  const counts = new Map<string, number>()
  for (const file of files.filter((one) =>
    /^(?:src|commands|sandbox|chaos|bench|fuzz)\/.*\.(?:tsx?|c?js)$/.test(one),
  )) {
    const folder = file.slice(0, file.lastIndexOf('/'))
    counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  expect(counts.size).toBeGreaterThan(50)
  expect([...counts].filter(([, count]) => count > 24)).toEqual([])
})

test('the lock file names no host, and the packages of every platform, so that npm 10 and 11 take it', async () => {
  type Locked = { readonly resolved?: string; readonly optionalDependencies?: Record<string, string> }
  const { packages } = JSON.parse(await read('package-lock.json')) as { packages: Record<string, Locked> }
  const entries = Object.entries(packages)
  expect(entries.length).toBeGreaterThan(300)
  expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([name]) => name)).toEqual([])
  const missing = entries.flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !packages[`node_modules/${name}`] && !packages[`${place}/node_modules/${name}`],
    ),
  )
  expect(missing).toEqual([])
})

test('every dependency is pinned', async () => {
  const { dependencies, devDependencies } = JSON.parse(await read('package.json'))
  const loose = Object.entries<string>({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d/.test(version),
  )
  expect(loose).toEqual([])
})

test('files are named as the house names them', () => {
  const ours = files.filter((file) => /^(src|commands|tests|manifest|bench)\/.*\.tsx?$/.test(file))
  expect(ours.length).toBeGreaterThan(300)
  const name = /\/[a-z0-9]+(?:-[a-z0-9]+)*(?:\.test)?\.tsx?$/
  expect(ours.filter((file) => !name.test(file))).toEqual([])
  expect(ours.filter((file) => /\/(?:utils?|helpers?|manager|common)\b/.test(file))).toEqual([])
})
