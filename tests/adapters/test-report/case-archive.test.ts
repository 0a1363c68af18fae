import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { growJunit } from '../../../sandbox/grow-report.ts'
import { makeCaseArchiveWriter, readCaseArchive } from '../../../src/adapters/test-report/archive/case-archive.ts'
import type { Outcome, TestCase } from '../../../src/domain/reports/health-report.ts'
import { accepted, fixture } from './reading.ts'

async function archived(cases: Iterable<TestCase>): Promise<Buffer> {
  const writer = makeCaseArchiveWriter()
  for (const testCase of cases) writer.add(testCase)
  return writer.finish()
}

const grownFrom = [
  'jest-3k.xml',
  'junit-1472.xml',
  'junit-eclipse-plugins.xml',
  'junit-huge.xml',
  'surefire-pulsar.xml',
]
const fixtures = grownFrom.map((name) => fixture(name).toString())

describe('case archive', () => {
  it('gives back what was put in, in its order', async () => {
    const testCase = fc.record({
      suite: fc.constantFrom('a', 'b', ''),
      name: fc.string({ unit: 'binary' }),
      outcome: fc.constantFrom<Outcome>('passed', 'failed', 'errored', 'skipped'),
      message: fc.string(),
      output: fc.string({ unit: 'binary' }),
      milliseconds: fc.option(fc.nat()),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(testCase), async (cases) => {
        expect([...readCaseArchive(await archived(cases))]).toEqual(cases)
      }),
      { numRuns: 50 },
    )
  })

  it('is empty for a report without cases', async () => {
    expect([...readCaseArchive(await archived([]))]).toEqual([])
  })

  it('holds a grown report of 21,000 cases in less than 400 KB', async () => {
    for (const failing of [0, 100, 2_000]) {
      const text = [...(await growJunit(fixtures, { passing: 21_000, failing }))].join('')
      const { cases, summary } = await accepted(text)
      expect(summary.totals).toEqual({
        tests: 21_000 + failing,
        passed: 21_000,
        failed: failing,
        errored: 0,
        skipped: 0,
      })
      const archive = await archived(cases)
      console.log(`archive of 21,000 passed and ${failing} failed cases: ${archive.length} bytes`)
      expect(archive.length).toBeLessThan(400 * 1024)
      expect([...readCaseArchive(archive)]).toEqual(cases)
    }
  })

  it('unpacks only what is asked for', async () => {
    const { cases } = await accepted(fixture('junit-huge.xml'))
    const archive = await archived(cases)
    archive.fill(0, archive.length - 1_000)
    const found = readCaseArchive(archive)
    expect(found.next().value).toEqual(cases[0])
    expect(() => [...found]).toThrow()
  })

  it('refuses what is no archive, and one that is cut off', async () => {
    const archive = await archived((await accepted(fixture('pytest-small.xml'))).cases)
    expect(() => [...readCaseArchive(Buffer.from('<testsuites/>'))]).toThrow('not a case archive')
    expect(() => [...readCaseArchive(Buffer.alloc(0))]).toThrow('not a case archive')
    expect(() => [...readCaseArchive(archive.subarray(0, -1))]).toThrow('cut off')
  })
})
