import { describe, expect, it } from 'vitest'
import { accepted, inPieces, read, refusalOf } from './reading.ts'

const tap = (...lines: string[]) => `TAP version 14\n${lines.join('\n')}\n`
const outcomes = async (body: string) =>
  (await accepted(body)).cases.map(({ suite, name, outcome }) => [suite, name, outcome])
const broken = async (body: string) => (await accepted(body)).summary.suiteErrors.map(({ message }) => message)

describe('test points', () => {
  it.each([
    ['ok 1 - a', 'a', 'passed'],
    ['ok', '#1', 'passed'],
    ['ok 1 a # SKIP no database', 'a', 'skipped'],
    ['ok 1 - a # skipped', 'a', 'skipped'],
    ['ok 1 - a # ToDo later', 'a', 'skipped'],
    ['not ok 1 - a', 'a', 'failed'],
    ['not ok 1 - a # ToDo later', 'a', 'skipped'],
    ['not ok 1 - a # SKIP', 'a', 'skipped'],
    ['ok 1 - a \\# SKIP', 'a # SKIP', 'passed'],
    ['ok 1 - a # time=12.6ms', 'a', 'passed'],
    // Tape writes hashes as they are.
    ['ok 1 fixes #12 # SKIP no database', 'fixes #12', 'skipped'],
    ['not ok 1 fixes #12 # ToDo later', 'fixes #12', 'skipped'],
    ['ok 1 - a # time=5ms # skipped', 'a # time=5ms', 'skipped'],
    ['ok 1 - a ## SKIP', 'a #', 'skipped'],
    ['ok 1 - opens #1 of a.html#todos', 'opens #1 of a.html#todos', 'passed'],
  ])('%s', async (line, name, outcome) => {
    expect(await outcomes(tap('1..1', line))).toEqual([['', name, outcome]])
  })

  it('tells why it failed, from the YAML behind it, and for how long it ran', async () => {
    const body = tap(
      'not ok 1 - adds',
      '  ---',
      '  duration_ms: 12.7',
      "  failureType: 'testCodeFailure'",
      '  error: |-',
      '    expected 2',
      '    but was 3',
      '  ...',
      'ok 2 - on # SKIP not on Windows',
      '1..2',
    )
    const { cases, summary } = await accepted(body)
    expect(cases).toMatchObject([
      { name: 'adds', message: 'expected 2', milliseconds: 13, output: expect.stringContaining('but was 3') },
      { name: 'on', message: 'not on Windows', milliseconds: null },
    ])
    expect(summary.problems).toEqual([])
    expect((await accepted(inPieces(body, 1))).cases).toEqual(cases)
  })

  it.each([
    ['YAML that is none', '  a: [b'],
    ['YAML with a tag', '  message: !!js/function "function(){}"'],
    ['YAML of aliases', '  a: &a [x]\n  b: &b [*a,*a]\n  message: *b'],
    ['what looks like TAP', '  ok 2 - b\n  1..9'],
    ['very much of it', '  x\n'.repeat(100_000)],
  ])('is not led astray by %s', async (_, block) => {
    const { cases, summary } = await accepted(tap('not ok 1 - a', '  ---', block, '  ...', '1..1'))
    expect(cases).toHaveLength(1)
    expect(cases[0]?.output.length).toBeLessThanOrEqual(8 * 1024)
    expect(summary.suiteErrors).toEqual([])
  })
})

describe('subtests', () => {
  const nested = tap(
    '# Subtest: login',
    '    # Subtest: by mail',
    '        ok 1 - right',
    '        not ok 2 - wrong',
    '        1..2',
    '    not ok 1 - by mail',
    '    ok 2 - by number # SKIP',
    '    1..2',
    'not ok 1 - login',
    'ok 2 - alone',
    '1..2',
  )

  it('count their points, and not the points that close them', async () => {
    expect(await outcomes(nested)).toEqual([
      ['login > by mail', 'right', 'passed'],
      ['login > by mail', 'wrong', 'failed'],
      ['login', 'by number', 'skipped'],
      ['', 'alone', 'passed'],
    ])
  })

  it('count a point that fails where its subtest does not', async () => {
    const body = tap('# Subtest: a', '    ok 1 - b', '    1..1', 'not ok 1 - a', '1..1')
    expect(await outcomes(body)).toEqual([
      ['a', 'b', 'passed'],
      ['', 'a', 'failed'],
    ])
  })

  it('count the point that closes one where its block says that it is none', async () => {
    const block = ['  ---', '  error: boom', '  ...']
    const [passed, failed] = ['ok', 'not ok'].map((says) => [
      '# Subtest: a',
      `    ${says} 1 - b`,
      '    1..1',
      `${says} 1 - a`,
    ])
    expect(await outcomes(tap(...(passed ?? []), ...block, 'ok 2 - c', '1..2'))).toEqual([
      ['a', 'b', 'passed'],
      ['', 'a', 'errored'],
      ['', 'c', 'passed'],
    ])
    expect(await outcomes(tap(...(failed ?? []), ...block, 'ok 2 - c', '1..2'))).toEqual([
      ['a', 'b', 'failed'],
      ['', 'c', 'passed'],
    ])
  })

  it('are broken when they end before their plan', async () => {
    expect(await broken(tap('# Subtest: a', '    ok 1 - b', '    1..2', 'ok 1 - a', '1..1'))).toEqual([
      'The plan promised 2 tests, and 1 came.',
    ])
    expect(await broken(tap('# Subtest: a', '    ok 1 - b', 'ok 1 - a', '1..1'))).toEqual([
      'The subtest ends without its plan.',
    ])
  })
})

describe('what is no proof', () => {
  it.each([
    ['fewer than planned', tap('1..3', 'ok 1'), 'The plan promised 3 tests, and 1 came.'],
    ['more than planned', tap('ok 1', 'ok 2', '1..1'), 'The plan promised 1 tests, and 2 came.'],
    ['a bail-out', tap('1..2', 'ok 1', 'Bail out! no database'), 'Bail out! no database'],
    ['an id twice', tap('1..2', 'ok 1', 'ok 1'), 'Test point 1: test point id 1 appears multiple times'],
  ])('%s', async (_, body, message) => {
    expect(await broken(body)).toContain(message)
  })

  it.each(['okay 2 - b', 'Not ok 2 - b', 'ok2'].map((line) => [line]))(
    'a line that is almost a test point: %s',
    async (line) => {
      const { summary } = await accepted(tap('1..1', 'ok 1', line))
      const known = /^okay|^ok2/.test(line) ? [] : ['unknown-outcome']
      expect(summary.problems.map(({ kind }) => kind)).toEqual(known)
    },
  )

  it('takes what programs print beside it for what it is', async () => {
    const { summary } = await accepted(tap('1..1', 'Starting the server', '  at x.js:1', '# a comment', 'ok 1'))
    expect(summary).toMatchObject({ problems: [], suiteErrors: [], totals: { tests: 1, passed: 1 } })
  })

  it('holds the ids to a plan that comes last, too, and each id to the others', async () => {
    expect(await broken('ok 1\nok 5\n1..2\n')).toEqual(['The plan promised tests 1 to 2, and others came.'])
    expect(await broken('ok 1\nok 2\n1..2\n')).toEqual([])
    expect(await broken('ok 2\nok 1\n1..2\n')).toEqual([])
    expect(await broken('ok 7\nok 7\n1..2\n')).toEqual(['Test point 7: test point id 7 appears multiple times'])
    expect(await broken('1..2\nok 1\nok 5\n')).toEqual(['Test point 5: id greater than plan end'])
  })

  it('tells how long a point took, whatever else its block holds', async () => {
    const body =
      'ok 1\n  ---\n  at: [\n  duration_ms: 12.6\n  ...\nok 2\n  ---\n  a: |\n    duration_ms: 5\n  ...\n1..2\n'
    expect((await accepted(body)).cases.map(({ milliseconds }) => milliseconds)).toEqual([13, null])
  })

  it('counts nothing of a plan that skips all', async () => {
    const { summary } = await accepted('1..0 # SKIP no database\n')
    expect(summary).toMatchObject({ totals: { tests: 0 }, suiteErrors: [] })
  })
})

describe('truncation', () => {
  it('is never taken for the whole', async () => {
    const trailing = 'ok 1 - a # SKIP no db\nnot ok 2 - b\nok 3 - c\n1..3\n'
    const leading = 'TAP version 13\n1..3\nok 1 - a # SKIP no db\nnot ok 2 - b\nok 3 - c\n'
    for (const whole of [trailing, leading])
      for (let length = 0; length < whole.length; length += 1) {
        const { result } = await read(whole.slice(0, length))
        const proof = result.ok && result.value.suiteErrors.length === 0 && result.value.problems.length === 0
        expect(proof, `cut after ${length} characters`).toBe(false)
      }
    expect(await refusalOf('ok 1\nok 2\n')).toMatchObject({ code: 'truncated' })
  })
})

it('keeps to the limits', async () => {
  expect(await refusalOf(`1..1\nok 1 - ${'x'.repeat(2_000_000)}\n`)).toMatchObject({ code: 'hostile' })
  const deep = Array.from({ length: 70 }, (_, n) => `${'    '.repeat(n)}# Subtest: ${n}`)
  expect(await refusalOf(tap(...deep, `${'    '.repeat(70)}ok 1`))).toMatchObject({ code: 'too-deep' })
  expect(await refusalOf(`1..20\n${'ok\n'.repeat(20)}`, { cases: 10 })).toMatchObject({
    code: 'too-many-cases',
  })
})
