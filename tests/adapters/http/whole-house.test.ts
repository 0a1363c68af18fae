import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeApi } from '../../../src/adapters/http/make-api.ts'
import { makeApiKeys } from '../../../src/adapters/postgres/operations/api-keys-repository.ts'
import { makeIdempotencyStore } from '../../../src/adapters/postgres/operations/idempotency-repository.ts'
import { type ApiScope, apiScopes } from '../../../src/app/ports/stores/api-ports.ts'
import { readReceivedReport } from '../../../src/main/read-received-report.ts'
import { type House, openHouse, services } from '../../support/house.ts'
import { acmeDocument } from './every-call.ts'
import { type Sent, send } from './test-api.ts'

const { channels: _, ...acme } = acmeDocument
const beta = {
  ...acme,
  name: 'Beta School',
  administrators: [{ name: 'Bo', email: 'bo@beta.example' }],
  systems: [{ environment: 'production', version: '3.9.11' }],
}
const junit = (tests: number, failures = 0) =>
  `<testsuite name="all">${'<testcase classname="c" name="ok"/>'.repeat(tests - failures)}${'<testcase classname="c" name="wrong"><failure message="no &lt;!channel&gt;"/></testcase>'.repeat(failures)}</testsuite>`
const xml = (body: string, key?: string): Sent => ({
  body,
  headers: { 'content-type': 'application/xml', ...(key && { 'idempotency-key': key }) },
})

let house: House
let setup: Parameters<typeof send>[0]
const tokens: Record<string, string> = {}
const as = (who: string) => ({ as: tokens[who] ?? '' })
const errors: unknown[] = []

beforeAll(async () => {
  house = await openHouse('2026-11-22T12:00:00Z', {
    gate: { minTests: 20, requiredSuites: [] },
    healthMinTests: 10,
  })
  const keys = makeApiKeys(house.db)
  setup = {
    api: makeApi({
      app: house.app,
      keys,
      idempotency: makeIdempotencyStore(house.db),
      readReport: readReceivedReport,
      clock: house.clock,
      logger: { ...house.ports.logger, error: (fields) => errors.push(fields) },
      ready: async () => ({ parts: {} }),
    }),
  }
  const create = async (name: string, scopes: readonly ApiScope[], client: string | null) => {
    const made = await keys.create({ name, scopes, client, environment: null }, house.clock.now())
    tokens[name] = made.token
  }
  await create('vendor', apiScopes, null)
  await send(setup, 'PUT /v1/clients/acme', { json: acmeDocument, ...as('vendor') })
  await send(setup, 'PUT /v1/clients/beta', { json: beta, ...as('vendor') })
  await create('acme', apiScopes, 'acme')
})

afterAll(() => house.close())

describe('the pipeline’s way, on a real Postgres', () => {
  test('a client is created once, and changed by who has read it', async () => {
    const again = await send(setup, 'PUT /v1/clients/acme', {
      json: acmeDocument,
      headers: { 'if-none-match': '*' },
      ...as('vendor'),
    })
    expect(again.status).toBe(412)
    const read = await send(setup, 'GET /v1/clients/acme', as('acme'))
    expect(read.headers.get('etag')).toBe('"1"')
    const put = (ifMatch: string) =>
      send(setup, 'PUT /v1/clients/acme', {
        json: { ...acmeDocument, name: 'Acme University' },
        headers: { 'if-match': ifMatch },
        ...as('acme'),
      })
    expect((await put('"1"')).body).toMatchObject({ name: 'Acme University', revision: 2 })
    expect((await put('"1"')).status).toBe(412)
  })

  test('two that change the same revision at once: one does, one is told', async () => {
    const put = (name: string) =>
      send(setup, 'PUT /v1/clients/acme', {
        json: { ...acmeDocument, name },
        headers: { 'if-match': '"2"' },
        ...as('vendor'),
      })
    const statuses = (await Promise.all([put('One'), put('Two')])).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([200, 412])
  })

  test('a channel of another client is refused and nothing is changed', async () => {
    const taken = await send(setup, 'PUT /v1/clients/beta', {
      json: { ...beta, name: 'Changed', channels: acmeDocument.channels },
      ...as('vendor'),
    })
    expect([taken.status, taken.body['type']]).toEqual([409, '/v1/problems/channel-taken'])
    expect((await send(setup, 'GET /v1/clients/beta', as('vendor'))).body).toMatchObject({
      name: 'Beta School',
      revision: 1,
    })
  })

  test('a release goes through its gate', async () => {
    const registered = {
      json: { version: '3.9.12', notesUrl: 'https://vendor.example/notes' },
      ...as('vendor'),
    }
    expect((await send(setup, 'POST /v1/releases', registered)).status).toBe(201)
    expect((await send(setup, 'POST /v1/releases', registered)).status).toBe(200)
    const otherwise = { json: { ...registered.json, kind: 'security' }, ...as('vendor') }
    expect((await send(setup, 'POST /v1/releases', otherwise)).status).toBe(409)
    const respelled = { json: { ...registered.json, version: '3.09.12.0' }, ...as('vendor') }
    const equal = await send(setup, 'POST /v1/releases', respelled)
    expect([equal.status, equal.body['type']]).toEqual([409, '/v1/problems/already-registered'])
    expect(equal.body['detail']).toContain('3.09.12.0 equals 3.9.12, which is registered already')
    const dry = await send(setup, 'GET /v1/releases/3.9.12.0/plan', as('vendor'))
    expect([dry.status, dry.body['detail']]).toEqual([409, expect.stringContaining('equals 3.9.12')])
    const gate = 'POST /v1/releases/3.9.12/gate'
    const refused = await send(setup, gate, { ...xml(junit(15)), ...as('vendor') })
    expect([refused.status, refused.body['missing']]).toEqual([422, 6])
    const passed = await send(setup, gate, { ...xml(junit(21)), ...as('vendor') })
    expect(passed.body).toMatchObject({ status: 'available', gate: { passed: 21 } })
    expect((await send(setup, gate, { ...xml(junit(21)), ...as('vendor') })).status).toBe(409)
  })

  test('the same report, ten times at once under one key, counts once', async () => {
    const { items } = (await send(setup, 'GET /v1/verifications', as('acme'))).body as {
      items: { id: string }[]
    }
    const id = items[0]?.id ?? ''
    expect(items).toHaveLength(1)
    for (const step of ['copying', 'updating', 'checking']) {
      const recorded = await send(setup, `PATCH /v1/verifications/${id}`, { json: { step }, ...as('acme') })
      expect(recorded.body).toMatchObject({ status: step })
    }
    const line = `POST /v1/verifications/${id}/report`
    const sent = { ...xml(junit(12, 2), 'run-7'), ...as('acme') }
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(setup, line, sent)))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]?.body).toMatchObject({
      status: 'reported',
      findings: 2,
      totals: { tests: 12, failed: 2 },
    })
    const reports = await house.db.selectFrom('health_reports').selectAll().where('client', '=', 'acme').execute()
    expect(reports).toHaveLength(1)
    expect((await send(setup, line, { ...xml(junit(12)), ...as('acme') })).status).toBe(409)
    const view = await send(setup, `GET /v1/verifications/${id}`, as('acme'))
    expect(view.body).toMatchObject({
      findings: [{ name: 'c › wrong', message: 'no <!channel>' }, { name: 'c › wrong' }],
    })
  })

  test('a clean report schedules the client, and the updater’s word ends it', async () => {
    const listed = await send(setup, 'GET /v1/verifications?client=beta', as('vendor'))
    const { items } = listed.body as { items: { id: string }[] }
    const received = await send(setup, `POST /v1/verifications/${items[0]?.id}/report`, {
      ...xml(junit(12)),
      ...as('vendor'),
    })
    expect(received.body).toMatchObject({ client: 'beta', status: 'passed', findings: 0 })
    const updates = await send(setup, 'GET /v1/updates?client=beta', as('vendor'))
    const [update] = updates.body['items'] as { id: string; startsAt: string }[]
    expect(update).toMatchObject({
      system: 'beta/production',
      status: 'scheduled',
      startsAt: '2026-12-06T04:00:00.000Z',
    })
    const word = { json: { status: 'updated' }, ...as('vendor') }
    expect((await send(setup, `PATCH /v1/updates/${update?.id}`, word)).status).toBe(409)
    expect((await send(setup, `GET /v1/updates/${update?.id}`, as('acme'))).status).toBe(404)
    house.clock.set(update?.startsAt ?? '')
    await house.work.startUpdate(update?.id ?? '')
    const done = await send(setup, `PATCH /v1/updates/${update?.id}`, word)
    expect(done.body).toMatchObject({ status: 'updated' })
    expect((await send(setup, 'GET /v1/clients/beta', as('vendor'))).body).toMatchObject({
      systems: [{ environment: 'production', version: '3.9.12' }],
    })
  })

  test('a staging system that is gone is taken away', async () => {
    const without = { ...acmeDocument, systems: acmeDocument.systems.slice(0, 1) }
    const put = await send(setup, 'PUT /v1/clients/acme', { json: without, ...as('vendor') })
    expect([put.status, (put.body['systems'] as unknown[]).length]).toEqual([200, 1])
    const inbox = await send(setup, 'GET /v1/systems/acme/staging/notices', as('vendor'))
    expect(inbox.status).toBe(404)
  })
})

describe('nothing that a caller sends is an error of ours', () => {
  const hostile = ['%00', '%27%3Bdrop', '9'.repeat(40), 'U-99999999999999999999', 'U-0', 'V-', '%F0%9F%8E%93', '-1']

  test.each([...hostile, '..%2F'])('the id %s', async (id) => {
    for (const path of ['clients', 'releases', 'verifications', 'updates']) {
      expect((await send(setup, `GET /v1/${path}/${id}`, as('vendor'))).status, path).toBe(404)
    }
    expect((await send(setup, `GET /v1/systems/${id}/production/notices`, as('vendor'))).status).toBe(404)
  })

  const foreign = Buffer.from('["updates",-1]').toString('base64url')
  test.each(['x', '%00', '..', foreign, 'bnVsbA', 'a'.repeat(400)])('the cursor %s', async (after) => {
    for (const list of ['clients', 'releases', 'verifications', 'systems/beta/production/notices']) {
      expect((await send(setup, `GET /v1/${list}?after=${after}`, as('vendor'))).status, list).toBe(422)
    }
  })

  test.each(['client=%00', 'release=%00', 'client=%27', 'release=%F0%9F%8E%93'])('the filter %s', async (filter) => {
    for (const list of ['verifications', 'updates']) {
      const listed = await send(setup, `GET /v1/${list}?${filter}`, as('vendor'))
      expect([listed.status, listed.body], list).toEqual([200, { items: [], next: null }])
    }
  })

  test.each(['nobody', 'zt_%00', 'a'.repeat(512)])('the token %s', async (token) => {
    expect((await send(setup, 'GET /v1/updates', { as: token })).status).toBe(401)
  })

  test('names and reasons that Postgres could not keep', async () => {
    for (const name of ['a\u0000b', '\ud800', '\u202e']) {
      const put = await send(setup, 'PUT /v1/clients/acme', {
        json: { ...acmeDocument, name },
        ...as('vendor'),
      })
      expect(put.status).toBe(422)
    }
    const paused = { json: { reason: '\u0000' }, ...as('vendor') }
    expect((await send(setup, 'POST /v1/releases/3.9.12/pause', paused)).status).toBe(422)
  })

  test('every report of the fixtures', async () => {
    const folder = new URL('../../fixtures/health-reports/', import.meta.url)
    const files = Object.keys(JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')))
    const registered = { json: { version: '9.0', notesUrl: 'https://v.example' }, ...as('vendor') }
    expect((await send(setup, 'POST /v1/releases', registered)).status).toBe(201)
    for (const file of files) {
      const sent = { ...xml(''), body: readFileSync(new URL(file, folder)), ...as('vendor') }
      const judged = await send(setup, 'POST /v1/releases/9.0/gate', sent)
      expect([200, 409, 422], file).toContain(judged.status)
    }
  })

  test('and none was logged', () => {
    expect(errors).toEqual([])
  })
})

test('a document put back as it was read loses nothing: not a channel linked in chat, not a webhook’s secret', async () => {
  const { app, ports } = house
  const channels = [{ platform: 'slack', workspace: 'T1', channel: 'CGAMMA' }]
  const document = { ...acmeDocument, channels }
  await send(setup, 'PUT /v1/clients/gamma', { json: document, ...as('vendor') })
  const linked = { platform: 'teams', workspace: 'tenant', channel: '19:x@thread.tacv2' } as const
  const request = { actor: services, request: 'link', client: 'gamma', channel: linked }
  expect(await app.linkChannel(request)).toMatchObject({ ok: true })
  const around = () => ports.inTransaction((tx) => tx.places.around('gamma'))
  const before = await around()
  const read = await send(setup, 'GET /v1/clients/gamma', as('vendor'))
  expect(read.body).toMatchObject({
    channels: [...document.channels, linked],
    systems: [{ webhook: { url: 'https://learn.acme.example/hooks' } }, { webhook: null }],
  })
  const etag = read.headers.get('etag') ?? ''
  const put = await send(setup, 'PUT /v1/clients/gamma', {
    json: read.body,
    headers: { 'if-match': etag },
    ...as('vendor'),
  })
  expect(put.status).toBe(200)
  expect({ ...put.body, revision: 0 }).toEqual({ ...read.body, revision: 0 })
  expect(await around()).toEqual(before)

  const [production] = acmeDocument.systems
  const systems = [{ ...production, webhook: { url: 'https://learn.acme.example/other' } }]
  const other = await send(setup, 'PUT /v1/clients/gamma', {
    json: { ...document, systems },
    ...as('vendor'),
  })
  expect(other).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'systems[0].webhook.secret', reason: 'is missing' }] },
  })
  expect(await around()).toEqual(before)
  const list = await send(setup, 'GET /v1/clients', as('vendor'))
  expect(list.body['items']).toContainEqual({ ...put.body })
})
