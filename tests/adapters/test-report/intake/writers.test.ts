import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { acceptedOf, source } from './packing.ts'

const folder = new URL('../../../fixtures/report-archives/', import.meta.url)
const archives = readdirSync(folder).filter((name) => !name.endsWith('.md'))

it('there are archives of many writers', () => expect(archives.length).toBeGreaterThan(12))

it.each(archives)('%s is read as its writer meant it', async (name) => {
  for (const size of [64 * 1024, 100]) {
    const { summary, files, cases } = await acceptedOf([source(readFileSync(new URL(name, folder)), '', size)])
    expect(summary).toMatchObject({
      totals: { tests: 4, passed: 2, failed: 1, errored: 0, skipped: 1 },
      problems: [],
    })
    expect(files).toEqual({
      read: 2,
      passedOver: 1,
      passedOverNames: [expect.stringMatching(/^surefire\/.*a\.txt$/)],
    })
    expect(cases.map(({ suite }) => suite)).toEqual(expect.arrayContaining(['a', 'b']))
  }
})
