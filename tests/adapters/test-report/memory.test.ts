import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'

type Found = { body: string; refused: string | null; mebibytes: number; taken: number }

let probed: Found[] = []
beforeAll(async () => {
  const probe = fileURLToPath(new URL('memory-probe.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', probe])
  probed = JSON.parse(stdout)
}, 120_000)

/** The goal is 64 MB above idle whatever the size of the report. */
describe('memory', () => {
  it.each([
    ['30 MB of cases', null, 31],
    ['30 MB of output', null, 31],
    ['a comment of 30 MB', null, 31],
    ['a JSON text of 30 MB', null, 31],
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
