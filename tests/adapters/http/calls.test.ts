import { describe, expect, test } from 'vitest'
import { ok } from '../../../src/domain/values/result.ts'
import type { Card } from '../../../src/notices/card/card.ts'
import { openPage } from '../../../src/notices/card/page-actions.ts'
import { acmeDocument, everyCall } from './every-call.ts'
import { at, report } from './fake-app.ts'
import { makeTestApi, send } from './test-api.ts'

const card: Card = {
  kind: 'rollout',
  tone: 'good',
  title: 'Update planned',
  summary: 'acme/production on 6 December',
  blocks: [
    {
      type: 'text',
      text: ['By ', { person: 'Ada', accounts: [{ platform: 'slack', workspace: 'T', user: 'U' }] }],
    },
    { type: 'facts', facts: [{ label: 'Release', value: [{ bold: '3.9.12' }] }] },
    { type: 'quote', text: '<!channel>' },
    { type: 'section', title: 'Production', facts: [], actions: [] },
  ],
  actions: [
    { verb: 'cancel', label: 'Cancel', args: { system: 'acme/production' } },
    { link: 'https://vendor.example/notes', label: 'Release notes' },
    openPage('schedule', 'acme'),
  ],
}

const actor = { kind: 'key', id: 'K-all', name: 'all', client: null, environment: null }

test.each(everyCall)('$line answers $status with JSON', async ({ line, sent, status }) => {
  const answered = await send(makeTestApi(), line, sent)
  expect([answered.status, answered.headers.get('content-type')]).toEqual([status, 'application/json'])
  expect(answered.headers.get('x-request-id')).toMatch(/^[\w-]{8,}$/)
  expect(answered.headers.get('cache-control')).toBe('no-store')
  expect(answered.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answered.headers.get('x-powered-by')).toBeNull()
})

describe('what the use cases are asked', () => {
  test('a client document, filled in and tidied', async () => {
    const setup = makeTestApi()
    await send(setup, 'PUT /v1/clients/acme', { json: acmeDocument })
    expect(setup.used.putClient.mock.calls).toEqual([
      [
        {
          id: 'acme',
          name: 'Acme College',
          zone: 'America/Toronto',
          webhooks: [
            {
              environment: 'production',
              url: 'https://learn.acme.example/hooks',
              secret: 'whsec_FYsisotZiGjbDZZAkHCUVEzJG9z0iMD+dhiqLbWHAHA=',
            },
          ],
          windows: ['SUN 01:00-05:00', 'SAT 23:00-SUN 02:00'],
          systems: [
            {
              client: 'acme',
              environment: 'production',
              version: '3.9.11',
              url: 'https://learn.acme.example',
            },
            { client: 'acme', environment: 'staging', version: null, url: null },
          ],
          administrators: [
            {
              id: 'ada@acme.example',
              name: 'Ada',
              email: 'Ada@acme.example',
              accounts: [{ platform: 'slack', workspace: 'T1', user: 'U1' }],
            },
          ],
          channels: [{ platform: 'slack', workspace: 'T1', channel: 'C1' }],
          policy: { noticeHours: 240 },
        },
        null,
        actor,
      ],
    ])
  })

  test('a release, regular unless said otherwise', async () => {
    const setup = makeTestApi()
    const json = { version: '4.0.0-rc.1', notesUrl: 'https://vendor.example/4' }
    const answered = await send(setup, 'POST /v1/releases', { json })
    expect(setup.used.registerRelease.mock.calls).toEqual([[{ ...json, kind: 'regular' }, actor]])
    expect(answered.headers.get('location')).toBe('/v1/releases/4.0.0-rc.1')
  })

  test('a report for the gate, and one for a verification', async () => {
    const setup = makeTestApi()
    const sent = { body: '<testsuites/>', headers: { 'content-type': 'text/xml; charset=utf-8' } }
    const gate = await send(setup, 'POST /v1/releases/3.9.12/gate', sent)
    const health = await send(setup, 'POST /v1/verifications/V-acme/report', sent)
    expect(setup.used.judgeRelease.mock.calls).toEqual([['3.9.12', report, actor]])
    expect(setup.used.receiveReport.mock.calls).toEqual([['V-acme', report, null, actor]])
    expect(gate.body).toMatchObject({ version: '3.9.12', status: 'available', gate: { passed: 21_001 } })
    expect(health.body).toEqual({
      verification: 'V-acme',
      client: 'acme',
      release: '3.9.12',
      status: 'reported',
      report: 'H-1',
      totals: { tests: 21_004, passed: 21_001, failed: 1, errored: 0, skipped: 2 },
      findings: 0,
    })
  })

  test.each([
    [{ status: 'updating' }, { status: 'updating' }],
    [{ status: 'updated' }, { status: 'updated', version: null }],
    [
      { status: 'updated', version: '3.9.12' },
      { status: 'updated', version: '3.9.12' },
    ],
    [{ status: 'failed' }, { status: 'failed', detail: 'The updater gave no detail.' }],
    [
      { status: 'failed', detail: '\u001b[31mdisk full\u001b[0m\n\u0000at /var' },
      { status: 'failed', detail: '[31mdisk full[0m\nat /var' },
    ],
  ])('the updater’s word %j', async (json, word) => {
    const setup = makeTestApi()
    await send(setup, 'PATCH /v1/updates/U-acme-production', { json })
    expect(setup.used.recordUpdate.mock.calls).toEqual([['U-acme-production', word, actor]])
  })
})

describe('what is shown', () => {
  test('an update as the design says, then more', async () => {
    const answered = await send(makeTestApi(), 'GET /v1/updates?client=acme&status=scheduled&release=3.9.12')
    const [first] = answered.body['items'] as object[]
    expect(Object.entries(first ?? {}).slice(0, 8)).toEqual([
      ['id', 'U-acme-production'],
      ['client', 'acme'],
      ['environment', 'production'],
      ['system', 'acme/production'],
      ['release', '3.9.12'],
      ['status', 'scheduled'],
      ['startsAt', '2026-12-06T06:00:00.000Z'],
      ['revision', 2],
    ])
    expect(first).toMatchObject({ zone: 'America/Toronto', deadline: '2027-01-11T05:00:00.000Z' })
  })

  test('filters and pages reach the store', async () => {
    const setup = makeTestApi()
    await send(setup, 'GET /v1/updates?client=acme&status=failed&release=3.9.12&limit=7&after=abc')
    expect(setup.used.listUpdates.mock.calls).toEqual([
      [
        { client: ['acme'], status: ['failed'], release: ['3.9.12'] },
        { after: 'abc', limit: 7 },
      ],
    ])
  })

  test('an inbox without markup, buttons or chat accounts', async () => {
    const setup = makeTestApi()
    setup.used.readInbox.mockResolvedValue({ items: [{ id: 'N-1', at, card }], next: 'more' })
    const answered = await send(setup, 'GET /v1/systems/acme/production/notices')
    expect(answered.body).toEqual({
      items: [
        {
          id: 'N-1',
          at: '2026-11-22T10:00:00.000Z',
          kind: 'rollout',
          tone: 'good',
          title: 'Update planned',
          summary: 'acme/production on 6 December',
          blocks: [
            { type: 'text', text: 'By Ada' },
            { type: 'facts', facts: [{ label: 'Release', value: '3.9.12' }] },
            { type: 'quote', text: '<!channel>' },
            { type: 'section', title: 'Production', facts: [] },
          ],
          links: [{ link: 'https://vendor.example/notes', label: 'Release notes' }],
          pages: [{ page: 'schedule', label: 'Open the scheduling page', verification: null }],
          footer: null,
        },
      ],
      next: 'more',
    })
    expect(setup.used.readInbox.mock.calls[0]).toEqual([
      { client: 'acme', environment: 'production' },
      { after: null, limit: 50 },
      null,
    ])
  })
})

describe('without a key', () => {
  test('alive, ready, and what a problem means', async () => {
    const { api } = makeTestApi()
    expect((await api.request('/healthz')).status).toBe(200)
    expect((await api.request('/readyz')).status).toBe(200)
    expect(await (await api.request('/v1/problems/too-large')).json()).toMatchObject({ status: 413 })
    expect((await api.request('/v1/problems/constructor')).status).toBe(404)
  })

  test('not ready says what is missing, and nothing of its inside', async () => {
    const { api } = makeTestApi({ ready: async () => ({ parts: { database: true, queue: false } }) })
    const answered = await api.request('/readyz')
    expect([answered.status, answered.headers.get('content-type')]).toEqual([503, 'application/problem+json'])
    expect(await answered.json()).toMatchObject({ detail: 'Not reachable: queue.', parts: { queue: false } })

    const broken = makeTestApi({ ready: async () => Promise.reject(new Error('password=hunter2')) })
    const failed = await broken.api.request('/readyz')
    expect(failed.status).toBe(503)
    expect(await failed.text()).not.toContain('hunter2')
  })
})

test('releases are shown newest first, in pages that meet without a gap', async () => {
  const setup = makeTestApi()
  const versions = ['3.9.2', '3.10.0', '3.9.12', '4.0.0-rc.1', '4.0.0']
  setup.used.listReleases.mockResolvedValue(
    versions.map((version) => ({
      version,
      kind: 'regular',
      status: 'available',
      notesUrl: 'https://v.example',
      gate: null,
      shortfalls: [],
      waves: null,
      revision: 1,
    })),
  )
  const seen: string[] = []
  for (let after = ''; ; ) {
    const page = await send(setup, `GET /v1/releases?limit=2${after}`)
    seen.push(...(page.body['items'] as { version: string }[]).map(({ version }) => version))
    if (page.body['next'] === null) break
    after = `&after=${page.body['next']}`
  }
  expect(seen).toEqual(['4.0.0', '4.0.0-rc.1', '3.10.0', '3.9.12', '3.9.2'])
})

test('a client is created with 201 and an address, replaced with 200', async () => {
  const setup = makeTestApi()
  setup.used.putClient.mockImplementation(async ({ channels: _, ...document }) => ok({ ...document, revision: 1 }))
  const created = await send(setup, 'PUT /v1/clients/new-one', { json: acmeDocument })
  expect(created.status).toBe(201)
  expect(created.headers.get('location')).toBe('/v1/clients/new-one')
  expect(created.headers.get('etag')).toBe('"1"')
  expect((await send(setup, 'PUT /v1/clients/acme', { json: acmeDocument })).status).toBe(200)
})
