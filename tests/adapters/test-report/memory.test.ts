import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeTemporaryDirectory } from '../../support/temporary-directory.ts'
import { tarGz, tarred, zipped } from './intake/packing.ts'

type Found = { body: string; refused: string | null; mebibytes: number; taken: number }

const probe = fileURLToPath(new URL('memory-probe.ts', import.meta.url))
async function probed(body: string): Promise<Found> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', probe, body])
  return JSON.parse(stdout)
}

/** A busy machine collects garbage late: what a reader needs is the least that it was seen to need. */
async function leastOf(body: string, enough: number): Promise<Found> {
  let least = await probed(body)
  for (let tries = 1; tries < 3 && least.mebibytes >= enough; tries += 1) {
    const again = await probed(body)
    if (again.mebibytes < least.mebibytes) least = again
  }
  return least
}

let folder = ''
let files: string[] = []
beforeAll(async () => {
  files = await archives()
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

/** 30 MB of reports, packed in three ways and written to files, so that the probe has never had them in its hands. */
async function archives(): Promise<string[]> {
  const reports = Object.fromEntries(
    Array.from({ length: 600 }, (_, file) => {
      const cases = Array.from({ length: 1_400 }, (_, i) => `<testcase name="case ${i}" time="0.${i % 97}"/>`)
      return [`TEST-${file}.xml`, `<testsuite name="suite ${file}">${cases.join('')}</testsuite>`]
    }),
  )
  folder = await makeTemporaryDirectory()
  const packed = { zip: zipped(reports), tar: await tarred(reports), 'tar.gz': await tarGz(reports) }
  return Promise.all(
    Object.entries(packed).map(async ([ending, bytes]) => {
      const file = path.join(folder, `600-files.${ending}`)
      await writeFile(file, bytes)
      return file
    }),
  )
}

const formats = [
  'JUnit',
  'CTRF',
  'NUnit 2',
  'NUnit 3',
  'xUnit.net',
  'a log of Boost',
  'a result of Boost',
  'TRX, definitions behind',
  'TRX, definitions before',
  'TRX that names no tests',
  'TRX of definitions alone',
  'TAP',
  'TAP that gives no numbers',
  'TAP whose numbers leap',
  'TAP of a subtest',
  'health+json',
  'a list of checks',
]

/** MiB above idle, whatever the size of the report. */
const goal = 64

describe('memory', () => {
  it.each([
    ...formats.map((format) => [`30 MB of ${format}`, null, 31] as const),
    ['30 MB of output', null, 31],
    ['a comment of 30 MB', null, 31],
    ['a JSON text of 30 MB', null, 31],
    ['600-files.zip', null, 31],
    ['600-files.tar', null, 34],
    ['600-files.tar.gz', null, 31],
    ['a JSON key of 30 MB', 'hostile', 2],
    ['an attribute of 30 MB', 'hostile', 2],
    ['a DOCTYPE of 30 MB', 'hostile', 2],
    ['a gigabyte in a megabyte of gzip', 'too-large', 0.25],
  ] as const)('stays small for %s', { timeout: 60_000 }, async (body, refused, readAtMost) => {
    const found = await leastOf(files.find((file) => path.basename(file) === body) ?? body, goal)
    expect(found).toMatchObject({ body, refused })
    expect(found.mebibytes).toBeLessThan(goal)
    expect(found.taken).toBeLessThan(readAtMost * 1024 * 1024)
  })
})
