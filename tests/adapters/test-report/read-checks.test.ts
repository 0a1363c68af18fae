import { describe, expect, it } from 'vitest'
import { accepted, inPieces, refusalOf } from './reading.ts'

const checks = (...items: object[]) => JSON.stringify(items)
const health = (status: unknown, named: object) =>
  JSON.stringify({ status, version: '1', releaseId: '3.9.12', checks: named, links: { about: 'x' } })
const kinds = async (body: string) => (await accepted(body)).summary.problems.map(({ kind }) => kind)

describe('a list of checks', () => {
  it.each([
    ['ok', 'passed'],
    ['OK', 'passed'],
    ['info', 'passed'],
    ['na', 'skipped'],
    ['warning', 'errored'],
    ['unknown', 'errored'],
    ['error', 'errored'],
    ['critical', 'failed'],
    [0, 'passed'],
    [1, 'errored'],
    [2, 'failed'],
    [3, 'errored'],
  ])('counts %s as %s', async (status, outcome) => {
    const { cases, summary } = await accepted(checks({ name: 'cron', status, message: 'ran an hour ago' }))
    expect(cases).toMatchObject([{ suite: 'checks', name: 'cron', outcome }])
    expect(cases[0]?.message).toBe(outcome === 'passed' ? '' : 'ran an hour ago')
    expect(summary.problems).toEqual([])
  })

  it.each(['fine-ish', '4', 7, ''])('never passes %j', async (status) => {
    const { cases, summary } = await accepted(checks({ name: 'cron', status, message: '' }))
    expect(cases[0]?.outcome).toBe('skipped')
    expect(summary.problems).toMatchObject([{ kind: 'unknown-outcome', times: 1 }])
  })

  it('reads what it knows of a check, whatever stands beside it, in pieces of any size', async () => {
    const body = checks(
      { ref: 'a', name: 'disk', status: 'critical', message: 'full\n91 %', details: [{ status: 'ok' }] },
      { name: 'cron', status: 'ok', message: null },
    )
    expect((await refusalOf(body)).detail).toMatch(/item 1 has no message/)
    const { cases } = await accepted(inPieces(body.replace('null', '"m"'), 1))
    expect(cases).toMatchObject([
      { name: 'disk', outcome: 'failed', message: 'full', output: 'full\n91 %' },
      { name: 'cron', outcome: 'passed' },
    ])
  })
})

describe('application/health+json', () => {
  const one = (status: unknown) => ({
    'db:time': [{ componentId: 'x1', status, observedValue: 250, observedUnit: 'ms' }],
  })

  it.each([
    ['pass', 'passed'],
    ['ok', 'passed'],
    ['up', 'passed'],
    ['fail', 'failed'],
    ['error', 'errored'],
    ['down', 'failed'],
    ['warn', 'errored'],
  ])('counts a check that says %s as %s', async (status, outcome) => {
    const { cases, summary } = await accepted(health('fail', one(status)))
    expect(cases).toMatchObject([{ suite: 'db', name: 'db:time (x1)', outcome }])
    expect(cases[0]?.message).toBe(outcome === 'passed' ? '' : '250 ms')
    expect(summary.problems.map(({ kind }) => kind)).toEqual(outcome === 'passed' ? ['declared-failures'] : [])
  })

  it('is told wherever its status stands', async () => {
    const after = '{"checks":{"a":[{"status":"pass"}]},"status":"fail"}'
    expect(await kinds(after)).toEqual(['declared-failures'])
    expect(await kinds(after.replace('fail', 'pass'))).toEqual([])
  })

  it.each([
    ['a status that nobody knows', health('pass', one('meh'))],
    ['a check without a status', health('pass', one(undefined))],
    ['a check whose status is no text', health('pass', one(null))],
    ['a root that nobody understands', health('so-so', one('pass'))],
    ['a root without a status', health(undefined, one('pass'))],
  ])('is no proof with %s', async (_, body) => {
    expect(await kinds(body)).toEqual(['unknown-outcome'])
  })

  it('counts every check of a name, and one that is not in an array', async () => {
    const named = {
      a: [{ status: 'pass' }, { status: 'fail', output: 'no\nroute' }, {}],
      b: { status: 'pass' },
      c: [],
    }
    const { cases } = await accepted(health('fail', named))
    expect(cases.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['a', 'passed'],
      ['a', 'failed'],
      ['a', 'skipped'],
      ['b', 'passed'],
    ])
    expect(cases[1]).toMatchObject({ message: 'no', output: 'no\nroute' })
  })

  it('is not read for more than it says', async () => {
    const hidden = { a: [{ status: 'fail', affected: { status: 'pass' }, links: [{ status: 'pass' }] }] }
    expect((await accepted(health('fail', hidden))).cases.map(({ outcome }) => outcome)).toEqual(['failed'])
    expect(await refusalOf('{"results":{"tests":[]},"checks":{}}')).toMatchObject({ code: 'malformed' })
  })

  it.each([
    ['{"status":"pass"}', 'health', 'passed'],
    ['{"status":"UP"}', 'health', 'passed'],
    ['{"status":"pass","checks":{}}', 'health', 'passed'],
    ['{"checks":[],"status":"warn","description":"health of the shop"}', 'health of the shop', 'errored'],
    ['{"checks":null,"status":"fail","serviceId":"f03e","description":"health of the shop"}', 'f03e', 'failed'],
    // What stands inside and did not pass counts, as servers write it that have parts for checks.
    ['{"status":"UP","parts":{"db":{"status":"DOWN"},"disk":{"status":"UP"}}}', 'health', 'failed'],
    ['{"status":"pass","status":"fail","details":{"status":"active"}}', 'health', 'failed'],
  ])('may hold no checks: %s', async (body, name, outcome) => {
    const { cases, summary } = await accepted(body)
    expect(cases).toMatchObject([{ suite: 'health', name, outcome }])
    expect(summary.problems).toEqual([])
  })

  it('says what is wrong with the service, where no check does', async () => {
    const { cases } = await accepted('{"status":"fail","output":"no route\\nto the database"}')
    expect(cases).toMatchObject([{ message: 'no route', output: 'no route\nto the database' }])
    expect((await accepted('{"status":"fail"}')).cases).toMatchObject([{ message: 'status "fail"' }])
  })

  it.each(['{"status":"meh"}', '{"status":"meh","checks":{}}', '{"status":"pass","checks":"fail"}', '{"checks":{}}'])(
    'is no proof by a status that nobody knows, or by none: %s',
    async (body) => {
      const { summary } = await accepted(body)
      expect(summary.totals.passed).toBe(body.includes('pass') ? 1 : 0)
      expect(summary.problems).toMatchObject([{ kind: 'unknown-outcome', times: 1 }])
    },
  )

  it.each([
    '{"status":200}',
    '{"status":null}',
    '{"status":{"status":"pass"}}',
    '{"Status":"pass","Checks":{"db":[{"status":"fail"}]}}',
    '{"status":"passed","uuid":"x","stage":"finished"}',
    '{"data":{"status":"pass"}}',
  ])('is not what another object is: %s', async (body) => {
    expect(await refusalOf(body)).toMatchObject({ code: 'not-a-report' })
  })
})
