import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeTemporaryDirectory } from '../../support/temporary-directory.ts'
import { tarGz, tarred, zipped } from './intake/packing.ts'

type Found = { body: string; refused: string | null; mebibytes: number; taken: number }

let probed: Found[] = []
let folder = ''
beforeAll(async () => {
  const probe = fileURLToPath(new URL('memory-probe.ts', import.meta.url))
  const files = await archives()
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', probe, ...files])
  probed = JSON.parse(stdout)
}, 120_000)
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

/** The goal is 64 MB above idle whatever the size of the report. */
describe('memory', () => {
  it.each([
    ['30 MB of cases', null, 31],
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
  ])('stays small for %s', (body, refused, readAtMost) => {
    const found = probed.find((one) => one.body === body)
    expect(found).toMatchObject({ body, refused })
    expect(found?.mebibytes).toBeLessThan(64)
    expect(found?.taken).toBeLessThan(readAtMost * 1024 * 1024)
  })
})
