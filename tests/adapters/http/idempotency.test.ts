import { describe, expect, test } from 'vitest'
import { ok, refuse } from '../../../src/domain/values/result.ts'
import { at, release } from './fake-app.ts'
import { makeMemoryIdempotency } from './memory-idempotency.ts'
import { makeTestApi, type Sent, send } from './test-api.ts'

const keyed = (sent: Sent, key = 'run-1'): Sent => ({
  ...sent,
  headers: { ...sent.headers, 'idempotency-key': key },
})
const report = (body = '<testsuites/>'): Sent => ({ body, headers: { 'content-type': 'application/xml' } })
const line = 'POST /v1/verifications/V-acme/report'
const gate = 'POST /v1/releases/3.9.12/gate'

/** A use case that finishes when the test says so. */
function held<T>(value: T) {
  let finish: (() => void) | undefined
  const done = new Promise<void>((resolve) => {
    finish = resolve
  })
  return { work: async () => done.then(() => value), finish: () => finish?.() }
}

const asked = (useCase: { mock: { calls: unknown[] } }, times: number) =>
  expect.poll(() => useCase.mock.calls.length).toBe(times)

test('the same report sent twice with the same key counts once, and is answered alike', async () => {
  const setup = makeTestApi()
  const first = await send(setup, line, keyed(report()))
  const second = await send(setup, line, keyed(report()))
  expect(setup.used.receiveReport).toHaveBeenCalledTimes(1)
  expect([second.status, second.text]).toEqual([201, first.text])
  expect(second.headers.get('location')).toBe('/v1/verifications/V-acme')
  expect(second.headers.get('content-type')).toBe('application/json')
  expect([first, second].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([null, 'true'])
})

test('without a key every request is its own', async () => {
  const setup = makeTestApi()
  await send(setup, line, report())
  await send(setup, line, report())
  expect(setup.used.receiveReport).toHaveBeenCalledTimes(2)
})

test.each<[string, string, Sent]>([
  ['another body', line, keyed(report('<testsuites name="other"/>'))],
  ['another address', gate, keyed(report())],
])('the same key with %s is refused', async (_, to, sent) => {
  const setup = makeTestApi()
  await send(setup, line, keyed(report()))
  const other = await send(setup, to, sent)
  expect([other.status, other.body['type']]).toEqual([422, '/v1/problems/key-reused'])
  expect(setup.written()).toBe(1)
})

test('the same key under another condition is another request', async () => {
  const setup = makeTestApi()
  const json = { name: 'A', zone: 'UTC', systems: [{ environment: 'production' }], administrators: [] }
  expect((await send(setup, 'PUT /v1/clients/acme', keyed({ json }))).status).toBe(200)
  const other = await send(setup, 'PUT /v1/clients/acme', keyed({ json, headers: { 'if-match': '"7"' } }))
  expect(other.body['type']).toBe('/v1/problems/key-reused')
})

test('keys of two callers never meet', async () => {
  const setup = makeTestApi()
  await send(setup, line, keyed(report()))
  await send(setup, line, { ...keyed(report()), as: 'other' })
  expect(setup.used.receiveReport).toHaveBeenCalledTimes(2)
})

test('a refused gate was an event: its repetition gets the same numbers and is not judged again', async () => {
  const setup = makeTestApi()
  const totals = { tests: 1, passed: 1, failed: 0, errored: 0, skipped: 0 }
  const shortfalls = [{ rule: 'too-few-passed', passed: 1, needed: 21_000, missing: 21_000 }] as const
  setup.used.judgeRelease.mockResolvedValueOnce(refuse({ totals, shortfalls }))
  const first = await send(setup, gate, keyed(report()))
  const second = await send(setup, gate, keyed(report()))
  expect(setup.used.judgeRelease).toHaveBeenCalledTimes(1)
  expect([second.status, second.text, second.headers.get('content-type')]).toEqual([
    422,
    first.text,
    'application/problem+json',
  ])
})

describe('an answer that changed nothing leaves the key free', () => {
  test('an unreadable report, then the whole of it', async () => {
    const setup = makeTestApi()
    const wrong = await send(setup, line, keyed({ ...report('{}') }))
    expect(wrong.status).toBe(415)
    expect((await send(setup, line, keyed(report()))).status).toBe(201)
  })

  test('a refusal, then the same request when its cause is gone', async () => {
    const setup = makeTestApi()
    const refusal = { code: 'wrong-status', detail: 'Not now.' } as const
    setup.used.receiveReport.mockResolvedValueOnce(refuse(refusal))
    expect((await send(setup, line, keyed(report()))).status).toBe(409)
    expect((await send(setup, line, keyed(report()))).status).toBe(201)
  })

  test('an error of ours, then the same request', async () => {
    const setup = makeTestApi()
    setup.used.receiveReport.mockRejectedValueOnce(new Error('gone'))
    expect((await send(setup, line, keyed(report()))).status).toBe(500)
    expect((await send(setup, line, keyed(report()))).status).toBe(201)
  })
})

describe('at the same time', () => {
  test('the second waits and gets the first one’s answer', async () => {
    const setup = makeTestApi()
    const slow = held(ok({ ...release, status: 'available' as const }))
    setup.used.judgeRelease.mockImplementation(slow.work)
    const first = send(setup, gate, keyed(report()))
    await asked(setup.used.judgeRelease, 1)
    const second = send(setup, gate, keyed(report()))
    slow.finish()
    expect((await second).text).toBe((await first).text)
    expect((await second).headers.get('idempotent-replayed')).toBe('true')
    expect(setup.used.judgeRelease).toHaveBeenCalledTimes(1)
  })

  test('twenty of them have one effect', async () => {
    const setup = makeTestApi()
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(setup, line, keyed(report()))))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(setup.used.receiveReport).toHaveBeenCalledTimes(1)
  })

  test('a second that waited for long enough is told when to ask again', async () => {
    const setup = makeTestApi({ duplicateWaitMs: 0 })
    const slow = held(ok(release))
    setup.used.judgeRelease.mockImplementation(slow.work)
    const first = send(setup, gate, keyed(report()))
    await asked(setup.used.judgeRelease, 1)
    const second = await send(setup, gate, keyed(report()))
    expect([second.status, second.body['type'], second.headers.get('retry-after')]).toEqual([
      409,
      '/v1/problems/in-flight',
      '1',
    ])
    slow.finish()
    expect((await first).status).toBe(200)
  })

  test('a second takes over when the first failed', async () => {
    const setup = makeTestApi()
    const slow = held(refuse({ code: 'not-a-candidate' as const, detail: 'No.' }))
    setup.used.judgeRelease.mockImplementationOnce(slow.work)
    const first = send(setup, gate, keyed(report()))
    await asked(setup.used.judgeRelease, 1)
    const second = send(setup, gate, keyed(report()))
    slow.finish()
    expect([(await first).status, (await second).status]).toEqual([409, 200])
  })
})

describe('time', () => {
  test('a claim of a process that died is taken over after a minute', async () => {
    let now = at
    const idempotency = makeMemoryIdempotency()
    const dead = { ...idempotency, keep: async () => Promise.reject(new Error('killed')) }
    const clock = { now: () => now }
    const before = makeTestApi({ idempotency: dead, clock })
    expect((await send(before, line, keyed(report()))).status).toBe(201)
    expect(before.logged.some(({ message }) => message === 'idempotency key left behind')).toBe(true)

    const after = makeTestApi({ idempotency, clock, duplicateWaitMs: 0 })
    expect((await send(after, line, keyed(report()))).status).toBe(409)
    now = new Date(at.getTime() + 61_000)
    expect((await send(after, line, keyed(report()))).status).toBe(201)
  })

  test('an answer is kept for a week', async () => {
    let now = at
    const setup = makeTestApi({ clock: { now: () => now } })
    await send(setup, line, keyed(report()))
    now = new Date(at.getTime() + 6.9 * 86_400_000)
    await send(setup, line, keyed(report()))
    expect(setup.used.receiveReport).toHaveBeenCalledTimes(1)
    now = new Date(at.getTime() + 7.1 * 86_400_000)
    await send(setup, line, keyed(report()))
    expect(setup.used.receiveReport).toHaveBeenCalledTimes(2)
  })
})
