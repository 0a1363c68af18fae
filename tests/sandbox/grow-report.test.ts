import { describe, expect, it } from 'vitest'
import { growJunit } from '../../sandbox/grow-report.ts'
import { readTestReport } from '../../src/adapters/test-report/read-test-report.ts'
import type { TestCase } from '../../src/domain/reports/health-report.ts'

const real = `<testsuite name="pkg.A"><testcase name="a &lt;1&gt; &amp; &quot;b&quot;" time="0.5"/>
  <testcase name="skipped"><skipped/></testcase><testcase name="c"/>
  <testcase name="d"><failure message="d &lt; 1">at &lt;d&gt;</failure></testcase></testsuite>`

async function grown(wanted: Parameters<typeof growJunit>[1], fixtures: readonly string[] = [real]) {
  const pieces = [...(await growJunit(fixtures, wanted))]
  const cases: TestCase[] = []
  const sources = [{ name: '', body: stream(pieces) }]
  const result = await readTestReport(sources, { onCase: (testCase) => cases.push(testCase) })
  if (!result.ok) throw new Error(result.refusal.detail)
  return { cases, summary: result.value.summary, text: pieces.join('') }
}

async function* stream(pieces: readonly string[]) {
  for (const piece of pieces) yield Buffer.from(piece)
}

describe('growJunit', () => {
  it('repeats the passing cases under other class names until there are enough', async () => {
    const { cases, summary } = await grown({ passing: 5 })
    expect(summary.totals).toEqual({ tests: 5, passed: 5, failed: 0, errored: 0, skipped: 0 })
    expect(summary.declaredTests).toBe(5)
    expect(cases.map(({ suite, name, milliseconds }) => [suite, name, milliseconds])).toEqual([
      ['pkg.A', 'a <1> & "b"', 500],
      ['pkg.A', 'c', null],
      ['pkg.A.v2', 'a <1> & "b"', 500],
      ['pkg.A.v2', 'c', null],
      ['pkg.A.v3', 'a <1> & "b"', 500],
    ])
  })

  it('spreads as many failures as wanted among them', async () => {
    const { cases, summary } = await grown({ passing: 90, failing: 10 })
    expect(summary.totals).toMatchObject({ passed: 90, failed: 10 })
    expect(cases.findIndex(({ outcome }) => outcome === 'failed')).toBeLessThan(15)
    expect(cases.find(({ outcome }) => outcome === 'failed')).toMatchObject({
      message: 'd < 1',
      output: 'at <d>',
    })
  })

  it('adds captured output, so that a report has the size of a real one', async () => {
    const { summary, text } = await grown({ passing: 1_000, output: 300 })
    expect(summary.totals.passed).toBe(1_000)
    expect(text.length).toBeGreaterThan(300_000)
  })

  it('says what it lacks', async () => {
    await expect(growJunit([real], { passing: 0, failing: 0 }).then((pieces) => [...pieces].length)).resolves.toBe(2)
    await expect(growJunit([], { passing: 1 })).rejects.toThrow('no fixture has a case that passed')
    await expect(growJunit(['<testsuite/>'], { passing: 0, failing: 1 })).rejects.toThrow('that failed')
    await expect(growJunit(['<html/>'], { passing: 1 })).rejects.toThrow('cannot be read')
  })
})
