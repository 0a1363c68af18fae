import { describe, expect, test } from 'vitest'
import { problems } from '../../../src/adapters/http/api/calls/problems.ts'
import { BadCursor, PlaceTaken, StaleWrite } from '../../../src/app/ports/ports.ts'
import { refuse } from '../../../src/domain/values/result.ts'
import { acmeDocument } from './every-call.ts'
import { makeTestApi, type Sent, send } from './test-api.ts'

const json = (body: string, type = 'application/json'): Sent => ({ body, headers: { 'content-type': type } })
const xml: Sent = { body: '<a/>', headers: { 'content-type': 'application/xml' } }

test.each<[string, string, Sent, string]>([
  ['an address that is not there', 'GET /v1/nothing', {}, 'no-such-address'],
  ['an address outside the version', 'GET /nothing', {}, 'no-such-address'],
  ['a slash too many', 'GET /v1/clients/', {}, 'no-such-address'],
  ['a method that it does not take', 'DELETE /v1/clients/acme', {}, 'method-not-allowed'],
  ['a question about methods', 'OPTIONS /v1/updates', {}, 'method-not-allowed'],
  ['JSON that is none', 'POST /v1/releases', json('{"version": 3.9.12}'), 'malformed-json'],
  ['JSON that ends early', 'POST /v1/releases', json('{"version": "3.9'), 'malformed-json'],
  ['no JSON at all', 'POST /v1/releases', json(''), 'malformed-json'],
  ['XML that says it is JSON', 'POST /v1/releases', json('<release/>'), 'malformed-json'],
  [
    'bytes that are not UTF-8',
    'POST /v1/releases',
    { ...json(''), body: Buffer.from([0x22, 0xff, 0x22]) },
    'malformed-json',
  ],
  [
    'a form in place of JSON',
    'POST /v1/releases',
    json('version=1', 'application/x-www-form-urlencoded'),
    'unsupported-content-type',
  ],
  [
    'packed JSON',
    'POST /v1/releases',
    { ...json('{}'), headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } },
    'unsupported-encoding',
  ],
  [
    'JSON of more than 1 MB',
    'POST /v1/releases',
    json(JSON.stringify({ version: 'x'.repeat(1_100_000) })),
    'too-large',
  ],
  [
    'a version of letters',
    'POST /v1/releases',
    { json: { version: 'newest', notesUrl: 'https://v.example' } },
    'invalid-request',
  ],
  [
    'a reason of 5,000 characters',
    'POST /v1/releases/3.9.12/pause',
    { json: { reason: 'x'.repeat(5_000) } },
    'invalid-request',
  ],
  ['a step that there is not', 'PATCH /v1/verifications/V-acme', { json: { step: 'done' } }, 'invalid-request'],
  [
    'a status that nobody reports',
    'PATCH /v1/updates/U-acme-production',
    { json: { status: 'cancelled' } },
    'invalid-request',
  ],
  ...(
    [
      ['nothing said of the live system', { status: 'failed', live: {} }],
      ['no version of the live system', { status: 'failed', live: { version: 'the old one' } }],
      ['a live system that is perhaps up', { status: 'failed', live: { up: 'maybe' } }],
      ['more of the live system than there is', { status: 'failed', live: { up: true, load: 3 } }],
      ['no live system', { status: 'failed', live: null }],
      ['the live system of an update that went through', { status: 'updated', live: { up: true } }],
    ] as const
  ).map(([name, json]): [string, string, Sent, string] => [
    name,
    'PATCH /v1/updates/U-acme-production',
    { json },
    'invalid-request',
  ]),
  ['a filter that there is not', 'GET /v1/updates?staus=failed', {}, 'invalid-request'],
  ['a status that there is not', 'GET /v1/updates?status=broken', {}, 'invalid-request'],
  ['a page of none', 'GET /v1/updates?limit=0', {}, 'invalid-request'],
  ['a page of too many', 'GET /v1/updates?limit=201', {}, 'invalid-request'],
  ['a page of words', 'GET /v1/updates?limit=all', {}, 'invalid-request'],
  ['an unknown client', 'GET /v1/clients/nobody', {}, 'unknown-client'],
  ['a client that cannot be', 'GET /v1/clients/No%20body%00', {}, 'unknown-client'],
  ['an unknown release', 'GET /v1/releases/9.9.9', {}, 'unknown-release'],
  ['a release that cannot be', `GET /v1/releases/${'9'.repeat(300)}`, {}, 'unknown-release'],
  ['the gate of an unknown release', 'POST /v1/releases/9.9.9/gate', xml, 'unknown-release'],
  ['the gate of a release that cannot be', 'POST /v1/releases/x%00/gate', xml, 'unknown-release'],
  ['an unknown verification', 'GET /v1/verifications/V-99', {}, 'unknown-verification'],
  ['a verification that cannot be', 'GET /v1/verifications/%27%3B%00', {}, 'unknown-verification'],
  ['the report of an unknown verification', 'POST /v1/verifications/V-99/report', xml, 'unknown-verification'],
  ['an unknown update', 'GET /v1/updates/U-99', {}, 'unknown-update'],
  ['an update that cannot be', 'PATCH /v1/updates/%00', { json: { status: 'failed' } }, 'unknown-update'],
  ['an unknown system', 'GET /v1/systems/nobody/production/notices', {}, 'unknown-system'],
  [
    'a link for nobody on file',
    'GET /v1/clients/acme/links?administrator=eve&page=schedule',
    {},
    'unknown-administrator',
  ],
  [
    'a link to a page that there is not',
    'GET /v1/clients/acme/links?administrator=ada@acme.example&page=board',
    {},
    'invalid-request',
  ],
  [
    'a link to a report of another client',
    'GET /v1/clients/acme/links?administrator=ada@acme.example&page=report&verification=V-beta',
    {},
    'unknown-verification',
  ],
  [
    'an inbox for nobody on file',
    'GET /v1/systems/acme/production/notices?administrator=eve',
    {},
    'unknown-administrator',
  ],
  ['an unknown environment', 'GET /v1/systems/acme/test/notices', {}, 'unknown-system'],
  ['a system that is not there', 'GET /v1/systems/acme/test', {}, 'unknown-system'],
  [
    'no content type for a report',
    'POST /v1/releases/3.9.12/gate',
    { body: Buffer.from('<a/>') },
    'unsupported-content-type',
  ],
  [
    'a form for a report that is none',
    'POST /v1/releases/3.9.12/gate',
    json('a=b', 'multipart/form-data; boundary=x'),
    'malformed-form',
  ],
  [
    'a form of another kind for a report',
    'POST /v1/releases/3.9.12/gate',
    json('a=b', 'multipart/mixed; boundary=x'),
    'unsupported-content-type',
  ],
  [
    'a packing that is not known',
    'POST /v1/releases/3.9.12/gate',
    { ...xml, headers: { ...xml.headers, 'content-encoding': 'br' } },
    'unsupported-encoding',
  ],
  [
    'an idempotency key with a blank',
    'PATCH /v1/verifications/V-acme',
    { json: { step: 'checking' }, headers: { 'idempotency-key': 'a b' } },
    'malformed-header',
  ],
  [
    'an idempotency key of 256',
    'PATCH /v1/verifications/V-acme',
    { json: { step: 'checking' }, headers: { 'idempotency-key': 'a'.repeat(256) } },
    'malformed-header',
  ],
])('%s', async (_, line, sent, code) => {
  const setup = makeTestApi()
  const answered = await send(setup, line, sent)
  const { status, title } = problems[code as keyof typeof problems]
  expect(answered.body).toMatchObject({
    type: `/v1/problems/${code}`,
    status,
    title,
    detail: expect.stringMatching(/\S/),
  })
  expect([answered.status, answered.headers.get('content-type')]).toEqual([status, 'application/problem+json'])
  expect(answered.body['instance']).toBe(line.split(' ')[1]?.split('?')[0])
  expect(answered.body['request']).toBe(answered.headers.get('x-request-id'))
  expect(setup.written()).toBe(0)
})

test('a method that is not taken says which are', async () => {
  const answered = await send(makeTestApi(), 'DELETE /v1/clients/acme')
  expect(answered.headers.get('allow')).toBe('GET, HEAD, PUT')
})

describe('what a use case refuses', () => {
  const refused = [
    [
      'POST /v1/releases',
      { json: { version: '1', notesUrl: 'https://v.example' } },
      'registerRelease',
      'already-registered',
      409,
    ],
    ['POST /v1/releases/3.9.12/gate', xml, 'judgeRelease', 'not-a-candidate', 409],
    ['POST /v1/releases/3.9.12/gate', xml, 'judgeRelease', 'unknown-release', 404],
    ['POST /v1/releases/3.9.12/pause', { json: { reason: 'x' } }, 'pauseRelease', 'wrong-status', 409],
    ['POST /v1/releases/3.9.12/resume', { json: { reason: 'x' } }, 'resumeRelease', 'wrong-status', 409],
    ['POST /v1/releases/3.9.12/withdraw', { json: { reason: 'x' } }, 'withdrawRelease', 'unknown-release', 404],
    [
      'POST /v1/verifications',
      { json: { client: 'acme', release: '3.9.12' } },
      'requestVerification',
      'already-running',
      409,
    ],
    [
      'POST /v1/verifications',
      { json: { client: 'acme', release: '3.9.12' } },
      'requestVerification',
      'not-available',
      409,
    ],
    [
      'POST /v1/verifications',
      { json: { client: 'acme', release: '3.9.12' } },
      'requestVerification',
      'unknown-release',
      404,
    ],
    ['PATCH /v1/verifications/V-acme', { json: { step: 'copying' } }, 'recordStep', 'wrong-status', 409],
    ['POST /v1/verifications/V-acme/report', xml, 'receiveReport', 'wrong-status', 409],
    ['POST /v1/verifications/V-acme/report', xml, 'receiveReport', 'unknown-verification', 404],
    ['PATCH /v1/updates/U-acme-production', { json: { status: 'updated' } }, 'recordUpdate', 'wrong-status', 409],
    ['PATCH /v1/updates/U-acme-production', { json: { status: 'updated' } }, 'recordUpdate', 'unknown-update', 404],
  ] as const

  test.each(refused)('%s %j: %s %s', async (line, sent, useCase, code, status) => {
    const setup = makeTestApi()
    const says = async () => refuse({ code, detail: 'Said by the use case.' })
    setup.used[useCase].mockImplementation(says as never)
    const answered = await send(setup, line, sent)
    expect(answered.status).toBe(status)
    expect(answered.body).toMatchObject({ type: `/v1/problems/${code}`, detail: 'Said by the use case.' })
  })

  test('a gate, with every number that fell short', async () => {
    const setup = makeTestApi()
    const totals = { tests: 20_010, passed: 20_000, failed: 7, errored: 3, skipped: 0 }
    const shortfalls = [
      { rule: 'too-few-passed', passed: 20_000, needed: 21_000, missing: 1_001 },
      { rule: 'failures', failed: 7, errored: 3 },
      { rule: 'suite-errors', count: 2, first: 'grades' },
      { rule: 'missing-suites', suites: ['forum', 'quiz'] },
    ] as const
    setup.used.judgeRelease.mockResolvedValue(refuse({ totals, shortfalls }))
    const answered = await send(setup, 'POST /v1/releases/3.9.12/gate', xml)
    expect(answered.status).toBe(422)
    expect(answered.body).toMatchObject({
      type: '/v1/problems/gate-refused',
      missing: 1_001,
      totals,
      shortfalls,
      errors: [
        { field: 'body', reason: '20,000 tests passed; more than 21,000 must, so 1,001 are missing' },
        { field: 'body', reason: '7 tests failed and 3 errored; none may' },
        { field: 'body', reason: '2 suites broke as a whole, first "grades"' },
        { field: 'body', reason: 'Required suites without a passed test: forum, quiz' },
      ],
    })
  })
})

describe('what a use case throws', () => {
  test('an error of ours says nothing of its inside, and has a reference', async () => {
    const setup = makeTestApi()
    setup.used.readUpdate.mockRejectedValue(new Error('connect postgres://zt:hunter2@db failed'))
    const answered = await send(setup, 'GET /v1/updates/U-1')
    expect(answered.status).toBe(500)
    expect(answered.text).not.toMatch(/postgres|hunter2/)
    expect(answered.body['reference']).toBe(answered.headers.get('x-request-id'))
    const [failed] = setup.logged.filter(({ level }) => level === 'error')
    expect(failed).toMatchObject({
      message: 'request failed',
      fields: { request: answered.body['reference'] },
    })
  })

  test.each([
    [new StaleWrite('row 7'), 409, 'changed-while-working'],
    [new PlaceTaken('C1 of beta'), 409, 'channel-taken'],
  ])('%s', async (error, status, code) => {
    const setup = makeTestApi()
    setup.used.putClient.mockRejectedValue(error)
    const answered = await send(setup, 'PUT /v1/clients/acme', { json: acmeDocument })
    expect([answered.status, answered.body['type']]).toEqual([status, `/v1/problems/${code}`])
    expect(answered.text).not.toMatch(/row 7|beta/)
  })

  test.each(['/v1/clients', '/v1/verifications', '/v1/updates', '/v1/systems/acme/production/notices'])(
    'a cursor that the store does not know, at %s',
    async (list) => {
      const setup = makeTestApi()
      const { listClients, listVerifications, listUpdates, readInbox } = setup.used
      for (const read of [listClients, listVerifications, listUpdates, readInbox])
        read.mockRejectedValue(new BadCursor('of another list'))
      const answered = await send(setup, `GET ${list}?after=made-up`)
      expect([answered.status, answered.body['errors']]).toEqual([
        422,
        [{ field: 'after', reason: 'is not a cursor of this list: take `next` of the page before' }],
      ])
    },
  )

  test('a cursor that names no release', async () => {
    expect((await send(makeTestApi(), 'GET /v1/releases?after=1.1')).status).toBe(422)
  })
})

describe('the log', () => {
  test('has a line for each request, and neither tokens nor bodies nor queries', async () => {
    const setup = makeTestApi()
    await send(setup, 'POST /v1/releases/3.9.12/pause?x=secret-query', {
      json: { reason: 'secret-reason' },
      headers: { 'x-request-id': 'run-77', 'idempotency-key': 'secret-key' },
    })
    expect(setup.logged).toEqual([
      {
        level: 'info',
        message: 'request answered',
        fields: {
          request: 'run-77',
          method: 'POST',
          path: '/v1/releases/3.9.12/pause',
          status: 200,
          ms: expect.any(Number),
          key: 'K-all',
        },
      },
    ])
  })

  test('a request id that could forge a line is replaced', async () => {
    const answered = await send(makeTestApi(), 'GET /v1/updates', { headers: { 'x-request-id': 'a b{}' } })
    expect(answered.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
  })
})
