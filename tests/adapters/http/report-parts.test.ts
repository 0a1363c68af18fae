import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeFailVerification } from '../../../src/app/verifications/fail-verification.ts'
import { readReceivedReport } from '../../../src/main/read-received-report.ts'
import { type House, pipeline } from '../../support/house.ts'
import { tarGz, zipped } from '../test-report/intake/packing.ts'
import { junit } from '../test-report/reading.ts'
import { apiOf, openApiHouse } from './api-house.ts'
import { type Sent, send } from './test-api.ts'

const cases = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `<testcase name="case ${from + at}"/>`).join('')
const suite = (from: number, to: number) => junit(cases(from, to))
const failing = junit('<testcase name="f"><failure message="no"/></testcase>')

let house: House
let verification: string
let tokens: Readonly<Record<string, string>>
let errors: unknown[]
let setup: { api: ReturnType<typeof apiOf> }
const houses: House[] = []

const post = (path: string, sent: Sent = {}, as = 'vendor') =>
  send(setup, `POST /v1${path}`, { ...sent, as: tokens[as] ?? '' })
const xml = (body: string | Buffer, more: Record<string, string> = {}): Sent => ({
  body,
  headers: { 'content-type': 'application/octet-stream', ...more },
})
const key = (name: string) => ({ 'idempotency-key': name })
const report = () => `/verifications/${verification}/report`
const part = (name: string, body: string | Buffer, more = '') =>
  post(`${report()}/parts?name=${name}${more}`, xml(body))
const close = (json: unknown, headers: Record<string, string> = {}) => post(report(), { json, headers })
const statusOf = async () => (await house.app.readVerification(verification))?.verification
const storedCases = async () => {
  const view = await house.app.readVerification(verification)
  const archive = await house.ports.inTransaction((tx) => tx.reports.casesOf(view?.report?.id ?? ''))
  return [...house.ports.readCases(archive ?? new Uint8Array())].map(({ name }) => name)
}
const kept = () => house.db.selectFrom('report_parts').selectAll().orderBy('name').execute()

beforeEach(async () => {
  const opened = await openApiHouse()
  ;({ house, verification, tokens, errors } = opened)
  setup = opened
  houses.push(house)
})
afterEach(() => expect(errors).toEqual([]))
afterAll(async () => {
  for (const one of houses) await one.close()
})

describe('a report in parts', () => {
  test('decides nothing until it is closed, and then counts as one', async () => {
    expect(await part('shard-1', suite(0, 8))).toMatchObject({
      status: 201,
      body: { name: 'shard-1', replaced: false, parts: 1, names: ['shard-1'], totals: { tests: 8 } },
    })
    const packed = zipped({ 'a.xml': suite(8, 12), 'b/c.xml.gz': gzipSync(suite(12, 14)), 'd.txt': 'words' })
    expect(await part('shard-2', packed)).toMatchObject({
      status: 201,
      body: {
        parts: 2,
        names: ['shard-1', 'shard-2'],
        totals: { tests: 6 },
        files: { read: 2, passedOver: 1 },
      },
    })
    expect((await statusOf())?.status).toBe('requested')
    const closed = await close({ parts: 2 })
    expect(closed).toMatchObject({
      status: 201,
      body: {
        status: 'passed',
        totals: { tests: 14, passed: 14 },
        files: { read: 3, passedOver: 1, passedOverNames: ['shard-2/d.txt'] },
      },
    })
    expect(await kept()).toEqual([])
    expect((await house.app.listUpdates({ client: 'acme' }, { after: null, limit: 9 })).items).toHaveLength(2)
  })

  test('comes in every form in which a report comes', async () => {
    const form = new FormData()
    form.append('report', new Blob([suite(0, 2)]), 'a.xml')
    form.append('report', new Blob([suite(2, 4)]), 'b.xml')
    expect((await post(`${report()}/parts?name=form`, { body: form })).status).toBe(201)
    expect((await part('gzip', gzipSync(suite(4, 6)))).status).toBe(201)
    expect((await part('tar', await tarGz({ 'a.xml': suite(6, 8), 'b.xml': suite(8, 10) }))).status).toBe(201)
    const ctrf = JSON.stringify({
      results: {
        tests: [
          { name: 'x', status: 'passed' },
          { name: 'y', status: 'skipped' },
        ],
      },
    })
    expect(
      (
        await post(`${report()}/parts?name=ctrf`, {
          body: ctrf,
          headers: { 'content-type': 'application/json' },
        })
      ).status,
    ).toBe(201)
    expect((await close({ parts: 4 })).body).toMatchObject({
      totals: { tests: 12, passed: 11, skipped: 1 },
      files: { read: 6 },
    })
  })

  test('counts what stands in several parts once, and the worst of them', async () => {
    await part('shard-1', junit(`${cases(0, 5)}<testcase name="f"/>`))
    await part('shard-1-again', junit(`${cases(0, 5)}<testcase name="f"><failure message="no"/></testcase>`))
    expect((await close({ parts: 2 })).body).toMatchObject({
      status: 'reported',
      totals: { tests: 6, passed: 5, failed: 1 },
      files: { repeated: { cases: 6, names: ['shard-1-again'] } },
    })
    expect(await storedCases()).toEqual([0, 1, 2, 3, 4].map((at) => `case ${at}`).concat('f'))
  })

  test('is the same as the whole, down to its cases', async () => {
    for (const [at, name] of ['a', 'b', 'c'].entries()) await part(name, suite(at * 5, at * 5 + 5))
    await close({ parts: 3 })
    expect(await storedCases()).toEqual(Array.from({ length: 15 }, (_, at) => `case ${at}`))
  })

  test('may be handed in again: the same bytes change nothing, others take the place', async () => {
    await part('shard-1', suite(0, 8))
    const before = await kept()
    expect(await part('shard-1', suite(0, 8))).toMatchObject({
      status: 200,
      body: { replaced: false, parts: 1 },
    })
    expect(await kept()).toEqual(before)
    expect(await part('shard-1', suite(0, 9))).toMatchObject({
      status: 200,
      body: { replaced: true, parts: 1, totals: { tests: 9 } },
    })
    expect((await close({ parts: 1 })).body).toMatchObject({ totals: { tests: 9 } })
  })

  test('is refused at once where it cannot be read, and what is there stays', async () => {
    await part('shard-1', suite(0, 8))
    expect(await part('shard-2', suite(0, 8).slice(0, -9))).toMatchObject({
      status: 422,
      body: { type: '/v1/problems/truncated' },
    })
    expect(await part('shard-1', zipped({ 'a.xml': '<html/>' }))).toMatchObject({
      status: 415,
      body: { detail: expect.stringMatching(/^a\.xml: /) },
    })
    expect((await kept()).map(({ name }) => name)).toEqual(['shard-1'])
    expect((await close({ parts: 1 })).body).toMatchObject({ totals: { tests: 8 } })
  })

  test.each([
    ['no name', '/parts', 'name'],
    ['an empty name', '/parts?name=', 'name'],
    ['a name of blanks', '/parts?name=%20', 'name'],
    ['a name with a line break', '/parts?name=a%0Ab', 'name'],
    ['a long name', `/parts?name=${'x'.repeat(201)}`, 'name'],
    ['two names', '/parts?name=a&name=b', 'name'],
    ['an exit code that is none', '/parts?name=a&exitCode=', 'exitCode'],
    ['a parameter that nobody knows', '/parts?name=a&parts=2', 'parts'],
  ])('needs a name and knows what it says: %s', async (_, path, field) => {
    expect(await post(`${report()}${path}`, xml(suite(0, 1)))).toMatchObject({
      status: 422,
      body: { errors: [{ field }] },
    })
    expect(await kept()).toEqual([])
  })
})

describe('a closing', () => {
  test('that counts otherwise is refused with the names that are there', async () => {
    expect(await close({ parts: 1 })).toMatchObject({
      status: 409,
      body: {
        type: '/v1/problems/parts-differ',
        parts: 0,
        names: [],
        detail: expect.stringMatching(/none is there/),
      },
    })
    await part('b', suite(0, 8))
    await part('a', suite(8, 9))
    for (const parts of [1, 3]) {
      expect(await close({ parts })).toMatchObject({
        status: 409,
        body: {
          parts: 2,
          names: ['a', 'b'],
          detail: expect.stringMatching(/there are 2: "a", "b"\. Hand in what is missing/),
        },
      })
    }
    expect((await statusOf())?.status).toBe('requested')
    expect((await close({ parts: 2 })).status).toBe(201)
  })

  test.each([
    ['no number of parts', { exitCode: 1 }, 'parts'],
    ['no parts', { parts: 0 }, 'parts'],
    ['half a part', { parts: 1.5 }, 'parts'],
    ['a number in quotes', { parts: '1' }, 'parts'],
    ['nothing for a number', { parts: null }, 'parts'],
    ['names', { parts: ['a'] }, 'parts'],
    ['more than there may be', { parts: 10_001 }, 'parts'],
    ['an exit code in quotes', { parts: 1, exitCode: '0' }, 'exitCode'],
    ['half an exit code', { parts: 1, exitCode: 0.5 }, 'exitCode'],
    ['an exit code of nothing', { parts: 1, exitCode: null }, 'exitCode'],
    ['a field that nobody knows', { parts: 1, exit_code: 1 }, 'exit_code'],
  ])('with %s is refused, and decides nothing', async (_, json, field) => {
    await part('a', suite(0, 11))
    expect(await close(json)).toMatchObject({ status: 422, body: { errors: [{ field }] } })
    expect((await statusOf())?.status).toBe('requested')
  })

  test('is told from a report that is JSON', async () => {
    const json = (body: string) => post(report(), { body, headers: { 'content-type': 'application/json' } })
    await part('a', suite(0, 11))
    for (const body of ['{"parts":1,"parts":2}', '{"parts":1', '[{"parts":1}]', '{}', '"parts"', '{"part":1}'])
      expect((await json(body)).status, body).toBeGreaterThanOrEqual(400)
    expect((await statusOf())?.status).toBe('requested')
    await post(`${report()}/parts/drop`, { json: {} })
    const tests = Array.from({ length: 11 }, (_, at) => ({ name: `t${at}`, status: 'passed' }))
    expect((await json(JSON.stringify({ parts: 1, results: { tests } }))).body).toMatchObject({
      totals: { tests: 11 },
    })
  })

  test('says what the runner ended with', async () => {
    await part('a', suite(0, 11))
    expect((await post(`${report()}?exitCode=1`, { json: { parts: 1, exitCode: 1 } })).body).toMatchObject({
      errors: [{ field: 'exitCode', reason: expect.stringMatching(/address and in the body/) }],
    })
    expect((await close({ parts: 1, exitCode: 137 })).body).toMatchObject({ status: 'reported', findings: 1 })
    const view = await house.app.readVerification(verification)
    expect(view?.findings).toMatchObject([{ kind: 'exit-code', message: expect.stringMatching(/exit code 137/) }])
  })

  test('holds the exit code of each part against that part alone', async () => {
    await part('a', suite(0, 11), '&exitCode=137')
    await part('b', failing, '&exitCode=1')
    await part('c', suite(11, 12), '&exitCode=0')
    expect((await close({ parts: 3, exitCode: 1 })).body).toMatchObject({ status: 'reported', findings: 2 })
    const view = await house.app.readVerification(verification)
    expect(view?.findings.map(({ kind }) => kind).toSorted()).toEqual(['case', 'exit-code'])
  })

  test('counts once, with a key and without', async () => {
    await part('a', suite(0, 11))
    const answers = await Promise.all(Array.from({ length: 6 }, () => close({ parts: 1 }, key('close-1'))))
    expect(new Set(answers.map(({ text, status }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(201)
    expect(await close({ parts: 1 })).toMatchObject({
      status: 409,
      body: { type: '/v1/problems/wrong-status' },
    })
    const { rows } = await countReports()
    expect(rows).toBe(1)
  })

  test('of ten at once one decides', async () => {
    await part('a', suite(0, 11))
    const answers = await Promise.all(Array.from({ length: 10 }, () => close({ parts: 1 })))
    const statuses = answers.map(({ status }) => status).toSorted()
    expect(statuses).toEqual([201, ...Array(9).fill(409)])
    expect((await countReports()).rows).toBe(1)
  })

  test('that meets a part on its way is told, and decides nothing', async () => {
    await part('a', suite(0, 11))
    const opened = await house.app.openReportParts({ kind: 'verification', id: verification, attempt: null })
    if (!opened.ok) throw new Error('not open')
    await part('a', failing)
    const read = await readReceivedReport([{ name: 'a', body: ReadableBody(suite(0, 11)) }])
    if (!read.ok) throw new Error('not read')
    await expect(house.app.receiveReport(verification, { ...read.value, parts: opened.value.parts })).rejects.toThrow(
      'the parts of the report',
    )
    expect((await statusOf())?.status).toBe('requested')
  })
})

const countReports = async () => ({
  rows: (await house.db.selectFrom('health_reports').select('id').where('client', '=', 'acme').execute()).length,
})
async function* ReadableBody(text: string) {
  yield Buffer.from(text)
}

describe('a whole report', () => {
  test('while parts wait is refused, for nobody knows whether they belong to it', async () => {
    await part('a', suite(0, 11))
    expect(await post(report(), xml(suite(0, 11)))).toMatchObject({
      status: 409,
      body: {
        type: '/v1/problems/parts-waiting',
        detail: expect.stringMatching(/there is 1: "a".*\{"parts": 1\}.*parts\/drop/),
      },
    })
    expect(await post(`${report()}/parts/drop`, { json: { name: 'none' } })).toMatchObject({
      status: 200,
      body: { dropped: 0 },
    })
    expect(await post(`${report()}/parts/drop`, { json: { name: 'a' } })).toMatchObject({
      status: 200,
      body: { dropped: 1 },
    })
    expect((await post(report(), xml(suite(0, 11)))).status).toBe(201)
  })

  test('that is the second says how many files are handed in', async () => {
    expect((await post(report(), xml(suite(0, 11)))).status).toBe(201)
    const second = await post(report(), xml(suite(0, 11)))
    expect(second).toMatchObject({ status: 409, body: { type: '/v1/problems/wrong-status' } })
    expect(second.body['detail']).toMatch(/passed and takes no further report\..*form.*archive.*parts/)
  })
})

describe('a try that is over', () => {
  const fail = (attempt: number) => makeFailVerification(house.ports)(verification, 'no room', attempt, pipeline)

  test('takes no part, and the next begins without those of the one before', async () => {
    await part('a', suite(0, 11), '&attempt=1')
    await fail(1)
    expect(await kept()).toEqual([])
    expect(await part('b', suite(0, 11), '&attempt=1')).toMatchObject({
      status: 409,
      body: { type: '/v1/problems/wrong-status', detail: expect.stringMatching(/at try 2; a part of try 1/) },
    })
    expect((await part('b', suite(0, 11), '&attempt=2')).status).toBe(201)
    expect(await post(`${report()}?attempt=1`, { json: { parts: 1 } })).toMatchObject({ status: 409 })
    expect((await post(`${report()}?attempt=2`, { json: { parts: 1 } })).status).toBe(201)
    expect(await part('c', suite(0, 1))).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/takes no further part/) },
    })
    expect(await post(`${report()}/parts/drop`, { json: {} })).toMatchObject({ status: 409 })
  })

  test('is not taken for silent while parts come', async () => {
    house.clock.advance(3 * 3_600_000)
    await part('a', suite(0, 1))
    expect((await statusOf())?.heardAt).toEqual(house.clock.now())
  })

  test('leaves nothing when its release is withdrawn', async () => {
    await part('a', suite(0, 11))
    await post('/releases/3.9.12/withdraw', { json: { reason: 'It breaks.' } })
    expect(await kept()).toEqual([])
    expect((await part('a', suite(0, 11))).status).toBe(409)
  })
})

describe('parts', () => {
  test('outlive the process that took them in', async () => {
    await part('a', suite(0, 8))
    setup = { api: apiOf(house, errors) }
    await part('b', suite(8, 12))
    expect((await close({ parts: 2 })).body).toMatchObject({ totals: { tests: 12 } })
  })

  test('that come at once are all kept', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => part(`shard-${at}`, suite(at, at + 1))))
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(201))
    expect((await close({ parts: 12 })).body).toMatchObject({ totals: { tests: 12 } })
  })

  test('are forgotten a day after the last of them came', async () => {
    await part('a', suite(0, 8))
    house.clock.advance(20 * 3_600_000)
    await part('b', suite(8, 12))
    house.clock.advance(23 * 3_600_000)
    await house.work.tick()
    expect((await kept()).map(({ name }) => name)).toEqual(['a', 'b'])
    house.clock.advance(2 * 3_600_000)
    await house.work.tick()
    expect(await kept()).toEqual([])
  })

  test('are bounded together as one report is', async () => {
    const large = `<testsuites><!--${'x'.repeat(33 * 1024 * 1024)}--></testsuites>`
    expect((await part('a', gzipSync(large))).status).toBe(201)
    expect(await part('b', gzipSync(large))).toMatchObject({
      status: 413,
      body: { type: '/v1/problems/too-large' },
    })
    expect((await part('a', gzipSync(`${large}\n`))).status).toBe(200)
    expect((await kept()).map(({ body }) => body.length < 100_000)).toEqual([true])
  })

  test('are whose the report is', async () => {
    expect((await post(`${report()}/parts?name=a`, xml(suite(0, 1)), 'reader')).status).toBe(403)
    expect((await post(`${report()}/parts?name=a`, xml(suite(0, 11)), 'acme')).status).toBe(201)
    expect((await post('/releases/3.9.13/gate/parts?name=a', xml(suite(0, 1)), 'acme')).status).toBe(403)
    expect((await post('/verifications/V-99/report/parts?name=a', xml(suite(0, 1)))).status).toBe(404)
    expect((await post('/releases/9.9.9/gate/parts?name=a', xml(suite(0, 1)))).status).toBe(404)
  })
})

describe('the gate', () => {
  const gate = '/releases/3.9.13/gate'
  const gatePart = (name: string, body: string | Buffer, more = '') =>
    post(`${gate}/parts?name=${name}${more}`, xml(body))

  test('takes parts, and judges them together', async () => {
    expect((await gatePart('a', suite(0, 15))).status).toBe(201)
    expect((await gatePart('b', suite(15, 21))).status).toBe(201)
    expect((await house.app.readRelease('3.9.13'))?.status).toBe('candidate')
    expect(await post(gate, xml(suite(0, 30)))).toMatchObject({
      status: 409,
      body: { type: '/v1/problems/parts-waiting' },
    })
    expect(await post(gate, { json: { parts: 1 } })).toMatchObject({
      status: 409,
      body: { names: ['a', 'b'] },
    })
    expect(await post(gate, { json: { parts: 2 } })).toMatchObject({
      status: 200,
      body: { status: 'available', gate: { passed: 21 } },
    })
    expect(await gatePart('c', suite(0, 1))).toMatchObject({
      status: 409,
      body: { type: '/v1/problems/not-a-candidate' },
    })
    expect(await post(gate, { json: { parts: 2 } })).toMatchObject({
      status: 409,
      body: { type: '/v1/problems/not-a-candidate' },
    })
  })

  test('that refuses them begins anew', async () => {
    await gatePart('a', suite(0, 30), '&exitCode=2')
    expect(await post(gate, { json: { parts: 1 } }, 'vendor')).toMatchObject({
      status: 422,
      body: {
        type: '/v1/problems/gate-refused',
        shortfalls: [{ rule: 'exit-code', problem: { exitCode: 2 } }],
      },
    })
    expect(await post(gate, { json: { parts: 1 } })).toMatchObject({
      status: 409,
      body: { type: '/v1/problems/parts-differ', parts: 0 },
    })
    await gatePart('a', suite(0, 30))
    expect((await post(gate, { json: { parts: 1 } })).status).toBe(200)
  })
})

test('what is once kept under a key is answered again', async () => {
  const sent = xml(suite(0, 3), key('part-1'))
  const answers = [await post(`${report()}/parts?name=a`, sent), await post(`${report()}/parts?name=a`, sent)]
  expect(answers.map(({ status, headers }) => [status, headers.get('idempotent-replayed')])).toEqual([
    [201, null],
    [201, 'true'],
  ])
})
