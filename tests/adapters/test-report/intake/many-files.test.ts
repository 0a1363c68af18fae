import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filesOfFolder } from '../../../../src/adapters/test-report/intake/folder/files-of-folder.ts'
import { readTestReport } from '../../../../src/adapters/test-report/read-test-report.ts'
import type { ReportSource } from '../../../../src/app/ports/report-source.ts'
import { expected, fixture, junit, reports } from '../reading.ts'
import { folderOf } from './folder-of.ts'
import { acceptedOf, type Files, refused, source, tarGz, tarred, zipped } from './packing.ts'

const one = junit('<testcase name="a"/><testcase name="b"><failure message="no"/></testcase>')
const other = junit('<testcase name="c"/><testcase name="d"><skipped/></testcase>')

type Form = (files: Files) => Promise<readonly ReportSource[]>
const listed: Form = async (files) => Object.entries(files).map(([name, text]) => source(text, name))
const forms: Readonly<Record<string, Form>> = {
  'one after the other': listed,
  'each gzipped': (files) =>
    listed(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, gzipSync(text)]))),
  'a ZIP archive': async (files) => [source(zipped(files))],
  'a ZIP archive, stored': async (files) => [source(zipped(files, { level: 0 }))],
  'a ZIP archive of gzipped files': async (files) => [
    source(zipped(Object.fromEntries(Object.entries(files).map(([name, text]) => [`${name}.gz`, gzipSync(text)])))),
  ],
  'a tar archive': async (files) => [source(await tarred(files))],
  'a tar archive, byte by byte': async (files) => [source(await tarred(files), '', 700)],
  'a tar.gz archive': async (files) => [source(await tarGz(files))],
  'a file and an archive of the others': async (files) => {
    const [[name, first] = ['', ''], ...others] = Object.entries(files)
    const rest = others.length === 0 ? [] : [source(zipped(Object.fromEntries(others)), 'others.zip')]
    return [source(first, name), ...rest]
  },
  'a folder': async (files) => sourcesIn(await folderOf(files)),
}

async function sourcesIn(folder: string): Promise<ReportSource[]> {
  const sources: ReportSource[] = []
  for await (const found of filesOfFolder(folder, 'reports')) sources.push(found)
  return sources
}

describe.each(Object.entries(forms))('%s', (_, form) => {
  it('counts what its files count', async () => {
    const files = { 'a/TEST-1.xml': one, 'a/b/TEST-2.xml': other }
    const { summary, cases, files: read } = await acceptedOf(await form(files))
    expect(summary.totals).toEqual({ tests: 4, passed: 2, failed: 1, errored: 0, skipped: 1 })
    expect(summary.suites).toEqual([{ suite: 'suite', tests: 4, passed: 2, failed: 1, errored: 0, skipped: 1 }])
    expect(cases.map(({ name }) => name).toSorted()).toEqual(['a', 'b', 'c', 'd'])
    expect(read).toEqual({ read: 2, passedOver: 0, passedOverNames: [] })
  })

  it('of one report is that report', async () => {
    for (const [name, totals] of reports.filter(([name]) => name !== 'junit-huge.xml')) {
      const whole = await acceptedOf([source(fixture(name))])
      const packed = await acceptedOf(await form({ [name]: fixture(name) }))
      expect(packed.summary.totals, name).toEqual(totals)
      expect(sorted(packed), name).toEqual(sorted(whole))
      expect(packed.cases, name).toEqual(whole.cases)
    }
  })

  it('is refused whole, by the name of the file that cannot be read', async () => {
    const files = { 'a.xml': one, 'x/b.xml': other.slice(0, -20), 'z.xml': other }
    const refusal = await refused(await form(files))
    expect(refusal).toMatchObject({ code: 'truncated', detail: expect.stringMatching(/ends before/) })
    expect(refusal.file).toMatch(/(?:^|\/)x\/b\.xml(?:\.gz)?$/)
  })

  it('is held to what each file declares of itself', async () => {
    const files = {
      'a.xml': '<testsuite tests="2"><testcase name="a"/></testsuite>',
      'b.xml': '<testsuite tests="1"><testcase name="a"/><testcase name="b"/></testsuite>',
    }
    const { summary } = await acceptedOf(await form(files))
    expect(summary.problems).toMatchObject([
      {
        kind: 'declared-more',
        excess: 1,
        heads: 1,
        first: { suite: expect.stringMatching(/a\.xml/), declared: 2, counted: 1 },
      },
    ])
    expect(summary.declaredTests).toBe(3)
  })
})

describe('a report in parts', () => {
  const word = fc.string({ unit: 'grapheme-ascii', maxLength: 8 }).map((text) => text.replaceAll(/[<>&"]/g, '_'))
  const element = fc.constantFrom('', '<failure message="m">t</failure>', '<error/>', '<skipped/>', '<odd/>')
  const suite = fc.record({
    name: word,
    cases: fc.array(fc.record({ name: word, element }), { maxLength: 4 }),
    more: fc.nat(1),
  })

  it('counts the same as the whole, however it is divided and packed', async () => {
    const written = (suites: readonly string[]) => `<testsuites>${suites.join('')}</testsuites>`
    await fc.assert(
      fc.asyncProperty(
        fc.array(suite, { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(fc.nat(3)),
        fc.constantFrom(...Object.keys(forms)),
        async (suites, turns, form) => {
          const texts = suites.map(
            ({ name, cases, more }, at) =>
              `<testsuite name="n${at}${name}" tests="${cases.length + more}">${cases
                .map((one) => `<testcase name="${one.name}">${one.element}</testcase>`)
                .join('')}</testsuite>`,
          )
          const shards: string[][] = [[], [], [], []]
          for (const text of texts) shards[turns.next().value ?? 0]?.push(text)
          const files = Object.fromEntries(
            shards.filter((shard) => shard.length > 0).map((shard, at) => [`shard-${at}.xml`, written(shard)]),
          )
          const whole = await acceptedOf([source(written(texts))])
          const parts = await acceptedOf((await forms[form]?.(files)) ?? [])
          expect(sorted(parts)).toEqual(sorted(whole))
        },
      ),
      { numRuns: 150 },
    )
  })
})

/** Everything that is counted, in an order that does not tell which file came first. */
function sorted({ summary, cases }: Awaited<ReturnType<typeof acceptedOf>>) {
  const { problems, suites, ...rest } = summary
  const text = (one: object) => JSON.stringify(one)
  return {
    ...rest,
    suites: suites.map(text).toSorted(),
    cases: cases.map(text).toSorted(),
    problems: problems
      .map((problem) => ('first' in problem ? { ...problem, first: null } : problem))
      .map((problem) => ('words' in problem ? { ...problem, words: problem.words.length } : problem))
      .map(text)
      .toSorted(),
  }
}

describe('what is no report by its name', () => {
  const beside: Files = {
    'TEST-a.xml': one,
    'TEST-a.txt': 'Tests run: 2',
    'html/index.html': '<!doctype html>',
    'html/style.css': '',
    'screenshot.png': '\x89PNG',
    '__MACOSX/._TEST-a.xml': '\0\x05\x16\x07',
    '._TEST-b.xml': '\0\x05\x16\x07',
    '.DS_Store': '\0',
    README: 'words',
    'server.log.gz': gzipSync('log'),
  }

  it.each(['a ZIP archive', 'a tar archive', 'a tar.gz archive', 'a folder'])(
    'is passed over in %s, and named',
    async (form) => {
      const { summary, files } = await acceptedOf((await forms[form]?.(beside)) ?? [])
      expect(summary.totals.tests).toBe(2)
      expect(files).toMatchObject({ read: 1, passedOver: 9 })
      expect(files.passedOverNames.map((name) => name.replace(/^reports\//, '')).toSorted()).toEqual(
        Object.keys(beside)
          .filter((name) => name !== 'TEST-a.xml')
          .toSorted(),
      )
    },
  )

  it.each(['a ZIP archive', 'a tar archive'])('alone makes no report of %s', async (form) => {
    const { 'TEST-a.xml': _, ...others } = beside
    const without = async () => (await forms[form]?.(others)) ?? []
    const refusal = {
      code: 'not-a-report',
      detail: expect.stringMatching(/None of the 9 files.*\.xml, \.json/),
    }
    expect(await refused(await without())).toMatchObject(refusal)
    // A shard that left no report is no shard that passed.
    expect(await refused([source(one, 'a.xml'), ...(await without())])).toMatchObject(refusal)
    expect(await refused([...(await without()), source(one, 'a.xml')])).toMatchObject(refusal)
  })

  it('alone makes no report of the second archive, whatever the first passed over', async () => {
    const logs = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`${at}.log`, 'words']))
    const first = source(zipped({ 'a.xml': one, ...logs }), 'first.zip')
    expect(await refused([first, source(zipped(logs), 'second.zip')])).toMatchObject({
      code: 'not-a-report',
      file: 'second.zip',
      detail: expect.stringMatching(/None of the 30 files that were handed in is a report by its name …\. In/),
    })
  })

  it.each([
    ['without any file', {}, /There is no file/],
    ['of other files', { 'x.txt': '', 'y/z.log': '' }, /None of the 2 files.*: reports\/x\.txt, reports\/y\/z\.log\./],
  ])('alone makes no report of a folder %s, be it beside one', async (_, inside, detail) => {
    const folder = await folderOf(inside)
    const sources = async function* () {
      yield source(one, 'a.xml')
      yield* filesOfFolder(folder, 'reports')
    }
    const told = { code: 'not-a-report', file: 'reports', detail: expect.stringMatching(detail) }
    expect(await refused(sources())).toMatchObject(told)
    expect(await refused(filesOfFolder(folder, 'reports'))).toMatchObject(told)
  })

  it('is read all the same where somebody named it', async () => {
    const { summary } = await acceptedOf([source(one, 'results.txt')])
    expect(summary.totals.tests).toBe(2)
  })

  it.each([
    ['XML', 'pom.xml', '<project/>', /root is <project>/],
    ['JSON', 'package.json', '{"name":"x"}', /JSON is no test report/],
    ['nothing', 'TEST-b.xml', '', /empty/],
  ])('but one that could be a report and is %s refuses all', async (_, name, text, detail) => {
    for (const form of ['a ZIP archive', 'a tar archive', 'a folder']) {
      const refusal = await refused((await forms[form]?.({ 'TEST-a.xml': one, [name]: text })) ?? [])
      expect(refusal, form).toMatchObject({ code: 'not-a-report', detail: expect.stringMatching(detail) })
      expect(refusal.file, form).toMatch(new RegExp(`(?:^|/)${name}$`))
    }
  })
})

describe('bounds are shared', () => {
  const many = Object.fromEntries(Array.from({ length: 4 }, (_, at) => [`${at}.xml`, one]))

  it.each(Object.entries(forms))('%s', async (_, form) => {
    const of = async (limits: Parameters<typeof refused>[1]) => (await refused(await form(many), limits)).code
    expect(await of({ cases: 7 })).toBe('too-many-cases')
    expect(await of({ bytes: one.length * 4 - 1 })).toBe('too-large')
    expect(await of({ files: 3 })).toBe('too-many-files')
    await acceptedOf(await form(many), { cases: 8, files: 5 })
  })
})

it('closes what it opened when it stops in the middle', async () => {
  const closed: string[] = []
  async function* body(name: string, text: string) {
    try {
      yield Buffer.from(text)
      yield Buffer.from('')
    } finally {
      closed.push(name)
    }
  }
  const sources = (['one', 'bad', 'never'] as const).map((name) => ({
    name,
    body: body(name, name === 'bad' ? '<!DOCTYPE a><a/>' : one),
  }))
  const read = await readTestReport(sources, { onCase: () => undefined })
  expect(read).toMatchObject({ ok: false, refusal: { file: 'bad', code: 'doctype' } })
  expect(closed).toEqual(['one', 'bad'])
})

it('has every fixture to go by', () => expect(Object.keys(expected).length).toBeGreaterThan(15))
