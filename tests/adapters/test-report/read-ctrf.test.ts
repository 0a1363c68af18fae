import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accepted, inPieces, read, refusalOf } from './reading.ts'

type Test = Record<string, unknown>
const ctrf = (tests: readonly unknown[], more: object = {}): string =>
  JSON.stringify({
    reportFormat: 'CTRF',
    results: { tool: { name: 't' }, ...more, tests, environment: { a: [1] } },
  })
const first = async (test: Test) => (await accepted(ctrf([test]))).cases[0]

describe('CTRF', () => {
  it.each([
    ['passed', 'passed'],
    ['failed', 'failed'],
    ['skipped', 'skipped'],
    ['pending', 'skipped'],
    ['other', 'skipped'],
  ])('counts %s as %s', async (status, outcome) => {
    const { cases, summary } = await accepted(ctrf([{ name: 'a', status, duration: 12.6 }]))
    expect(cases[0]).toMatchObject({ name: 'a', outcome, milliseconds: 13 })
    expect(summary.totals).toMatchObject({ tests: 1, [outcome]: 1 })
  })

  it('reads every field of a test that it knows, and none inside others', async () => {
    const found = await first({
      extra: { status: 'passed', name: 'no', message: 'no', suite: ['no'] },
      steps: [{ name: 'no', status: 'passed' }],
      name: 'signs in',
      suite: ['auth', 'sign-in'],
      status: 'failed',
      duration: 5,
      message: 'expected true',
      trace: 'Error: expected true\n  at a.ts:1',
      retries: 2,
      flaky: true,
      stdout: ['one', 'two'],
      stderr: ['three'],
      attachments: [{ name: 'x', path: 'y' }],
    })
    expect(found).toEqual({
      suite: 'auth › sign-in',
      name: 'signs in',
      outcome: 'failed',
      message: 'expected true',
      output: 'Error: expected true\n  at a.ts:1\n\none\ntwo\n\nthree',
      milliseconds: 5,
    })
  })

  it.each([
    ['a suite of one text', { suite: 'a', name: 'b' }, { suite: 'a', name: 'b' }],
    ['no suite and no name', {}, { suite: '', name: '' }],
    ['the first line of the trace', { trace: '\nboom\n at x' }, { message: 'boom' }],
    ['one line of a long message', { message: 'a\nb', trace: 't' }, { message: 'a', output: 'a\nb\n\nt' }],
    ['no duration in a text', { duration: '5' }, { milliseconds: null }],
    ['no negative duration', { duration: -5 }, { milliseconds: null }],
    ['no endless duration', { duration: 1e300 }, { milliseconds: null }],
    ['no control characters', { message: 'a\u0000\u001b[1mb\u001b[0m' }, { message: 'ab' }],
    ['no halves of characters', { message: 'a\ud800b', name: '\udc00' }, { message: 'a\ufffdb', name: '\ufffd' }],
    ['escapes', { message: 'ü "\\ \u{1F600}' }, { message: 'ü "\\ \u{1F600}' }],
  ])('reads %s', async (_, test, wanted) => {
    expect(await first({ status: 'failed', ...test })).toMatchObject(wanted)
  })

  it('cuts long texts and says so', async () => {
    for (const size of [9_000, 300_000]) {
      const found = await first({
        status: 'failed',
        name: 'n'.repeat(size),
        trace: 'x\n'.repeat(size),
        message: 'y'.repeat(size),
      })
      expect(found?.output).toMatch(/x\n+… \[cut here: the report holds more\]$/)
      expect(found?.output.length).toBeLessThanOrEqual(8 * 1024)
      expect(found?.message.length).toBeLessThanOrEqual(1_000)
      expect(found?.name.length).toBeLessThanOrEqual(500)
    }
  })

  it('keeps what the summary declares, wherever it stands', async () => {
    const before = await accepted(ctrf([], { summary: { tests: 5, passed: 5, other: { tests: 9 } } }))
    expect(before.summary).toMatchObject({ declaredTests: 5, totals: { tests: 0 } })
    const after = '{"results":{"tests":[],"summary":{"tests":6}}}'
    expect((await accepted(after)).summary.declaredTests).toBe(6)
    const asText = '{"results":{"tests":[],"summary":{"tests":"6"}}}'
    expect((await accepted(asText)).summary.declaredTests).toBe(6)
    expect((await accepted('{"results":{"tests":[]},"summary":{"tests":6}}')).summary.declaredTests).toBeNull()
  })

  it.each([
    ['no results', '{}', 'not-a-report'],
    ['results of another kind', '{"results":[]}', 'not-a-report'],
    ['no tests', '{"results":{"summary":{"tests":1}}}', 'not-a-report'],
    ['tests elsewhere', '{"tests":[]}', 'not-a-report'],
    ['tests that are no list', '{"results":{"tests":{}}}', 'not-a-report'],
    ['tests that are a text', '{"results":{"tests":"x"}}', 'not-a-report'],
    ['a test that is a text', '{"results":{"tests":["x"]}}', 'malformed'],
    ['a test that is a list', '{"results":{"tests":[[]]}}', 'malformed'],
    ['a test that is null', '{"results":{"tests":[null]}}', 'malformed'],
    ['no status', '{"results":{"tests":[{"name":"a"}]}}', 'malformed'],
    ['a status in the wrong place', '{"results":{"tests":[{"a":{"status":"passed"}}]}}', 'malformed'],
  ])('refuses %s', async (_, body, code) => {
    expect(await refusalOf(body)).toMatchObject({ code })
  })

  it.each([
    ['a word that is on no list', { status: 'inconclusive-ish' }, 'skipped', 'status="inconclusive-ish"'],
    ['a word that every object has', { status: 'constructor' }, 'skipped', 'status="constructor"'],
    ['a raw word that is on no list', { status: 'passed', rawStatus: 'meh' }, 'skipped', 'rawStatus="meh"'],
    ['a raw word beside a failure', { status: 'failed', rawStatus: 'meh' }, 'failed', 'rawStatus="meh"'],
  ])('never passes %s, and names it', async (_, test, outcome, word) => {
    const { cases, summary } = await accepted(
      ctrf([
        { name: 'a', ...test },
        { name: 'b', status: 'passed' },
      ]),
    )
    expect(cases[0]?.outcome).toBe(outcome)
    expect(summary.problems).toEqual([{ kind: 'unknown-outcome', times: 1, words: [{ word, count: 1 }] }])
  })

  it.each([
    ['passed', 'timedOut', 'errored'],
    ['passed', 'pending', 'skipped'],
    ['failed', 'passed', 'failed'],
    ['failed', 'errored', 'errored'],
    ['passed', 'PASSED', 'passed'],
  ])('of %s and %s takes the worse', async (status, rawStatus, outcome) => {
    expect((await first({ status, rawStatus }))?.outcome).toBe(outcome)
  })

  it.each([
    ['failures', { tests: 1, failed: 1 }, 'declared-failures'],
    ['errors', { tests: 1, failed: 0, errors: 2 }, 'declared-failures'],
    ['a number that is none', { tests: 1, failed: 'some' }, 'unknown-outcome'],
    ['tests', { tests: 2, failed: 0 }, 'declared-more'],
    ['skipped ones', { tests: 1, pending: 1 }, 'declared-skipped'],
    ['what neither pass nor fail', { tests: 1, skipped: 0, pending: 0, other: 1 }, 'declared-skipped'],
  ])('is no proof when its summary declares more %s than there are', async (_, summary, kind) => {
    for (const body of [
      ctrf([{ status: 'passed' }], { summary }),
      `{"results":{"tests":[{"status":"passed"}],"summary":${JSON.stringify(summary)}}}`,
    ])
      expect((await accepted(body)).summary.problems.map((problem) => problem.kind)).toEqual([kind])
  })

  it('takes no JSON that JSON.parse would not take', async () => {
    const valid = ctrf([{ name: 'a\n\u00fc', status: 'passed', duration: -1.5e3, x: [true, null, {}] }])
    const edits = fc.tuple(fc.nat(valid.length - 1), fc.nat(2), fc.constantFrom(...'{}[]",:\\u0-+.eEtn1 \t\n\u0001xé'))
    await fc.assert(
      fc.asyncProperty(edits, fc.integer({ min: 1, max: 64 }), async ([at, cut, put], size) => {
        const edited = valid.slice(0, at) + put + valid.slice(at + cut)
        const { result } = await read(inPieces(edited, size))
        if (!parses(edited)) expect(result.ok, edited).toBe(false)
      }),
      { numRuns: 2_000 },
    )
  })
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
