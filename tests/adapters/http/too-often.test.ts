import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { trustedProxies } from '../../../src/adapters/http/caller-address.ts'
import { makeApi } from '../../../src/adapters/http/make-api.ts'
import { makeApiKeys } from '../../../src/adapters/postgres/operations/api-keys-repository.ts'
import { makeIdempotencyStore } from '../../../src/adapters/postgres/operations/idempotency-repository.ts'
import { makeNoteWrongKey } from '../../../src/app/quotas/note-wrong-key.ts'
import { type House, openHouse } from '../../support/house.ts'
import { ada, fieldOf, pagesOf, pathOf } from '../../support/pages.ts'
import { onFile, openVendor, scheduled } from '../../support/scene.ts'
import { readToEnd } from './test-api.ts'

let house: House
let api: ReturnType<typeof makeApi>
const tokens: Record<string, string> = {}
beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
  await onFile(house, 'acme')
  await onFile(house, 'birch')
  const keys = makeApiKeys(house.db)
  for (const client of ['acme', 'birch', null]) {
    const made = await keys.create(
      { name: client ?? 'vendor', scopes: ['read', 'freezes:write'], client, environment: null },
      house.clock.now(),
    )
    tokens[client ?? 'vendor'] = made.token
  }
  api = makeApi({
    app: house.app,
    keys,
    idempotency: makeIdempotencyStore(house.db),
    readReport: readToEnd,
    clock: house.clock,
    logger: house.ports.logger,
    ready: async () => ({ parts: {} }),
    noteWrongKey: makeNoteWrongKey(house.ports),
    trustedProxies: trustedProxies(['127.0.0.1']),
  })
})
afterAll(() => house.close())

/** Through our own proxy, which says where it comes from. */
const ask = (token: string, address: string, path = '/v1/clients', init: RequestInit = {}) =>
  api.request(
    path,
    {
      ...init,
      headers: {
        authorization: `Bearer ${token}`,
        'x-forwarded-for': address,
        'content-type': 'application/json',
      },
    },
    { incoming: { socket: { remoteAddress: '127.0.0.1' } } },
  )
const statuses = async (answers: readonly (Response | Promise<Response>)[]) =>
  (await Promise.all(answers)).map(({ status }) => status)

describe('wrong API keys', () => {
  test('are told to wait after thirty in ten minutes from one address, and no right key is locked out', async () => {
    const wrong = (n: number) => ask(`zt_wrong-${n}`, '203.0.113.9')
    const answered = await statuses(Array.from({ length: 40 }, (_, n) => wrong(n)))
    expect(answered.filter((status) => status === 401)).toHaveLength(30)
    expect(answered.filter((status) => status === 429)).toHaveLength(10)
    const told = await wrong(99)
    expect(told.headers.get('retry-after')).toBe('600')
    expect(await told.json()).toMatchObject({
      type: '/v1/problems/too-many-requests',
      again: expect.any(String),
    })

    const others = [
      ask(tokens['acme']!, '203.0.113.9'),
      ask(tokens['acme']!, '203.0.113.10'),
      ask('zt_wrong', '203.0.113.10'),
    ]
    expect(await statuses(others)).toEqual([200, 200, 401])
    house.clock.advance(600_000)
    expect((await wrong(1)).status).toBe(401)
  })

  test('that are none are counted alike, and no key at all is not', async () => {
    const address = '203.0.113.20'
    const none = Array.from({ length: 40 }, () =>
      api.request(
        '/v1/clients',
        { headers: { 'x-forwarded-for': address } },
        { incoming: { socket: { remoteAddress: '127.0.0.1' } } },
      ),
    )
    expect(new Set(await statuses(none))).toEqual(new Set([401]))
    const odd = await statuses(Array.from({ length: 31 }, () => ask('*', address)))
    expect(odd.filter((status) => status === 429)).toHaveLength(1)
  })

  test('leave nothing in the database that could be tried', async () => {
    const kept = JSON.stringify(await house.db.selectFrom('quotas').select('key').execute())
    expect(kept).not.toContain('zt_')
  })
})

describe('freezes by a key', () => {
  const add = (token: string, client: string | null, seconds: number) =>
    ask(tokens[token]!, '203.0.113.30', '/v1/freezes', {
      method: 'POST',
      body: JSON.stringify({
        client,
        startsAt: new Date(house.clock.now().getTime() + 3_600_000).toISOString(),
        endsAt: new Date(house.clock.now().getTime() + 3_600_000 + seconds * 1_000).toISOString(),
        reason: 'exams',
      }),
    })

  test('of a second are 422, and name the field', async () => {
    const told = await add('acme', 'acme', 1)
    expect(told.status).toBe(422)
    expect(await told.json()).toMatchObject({
      errors: [{ field: 'endsAt', reason: expect.stringContaining('at least 15 minutes') }],
    })
  })

  test('are ten a day; then 429 with Retry-After, and no other client’s key or the vendor’s is held up', async () => {
    const added = await statuses(await Promise.all(Array.from({ length: 14 }, () => add('acme', 'acme', 3_600))))
    expect(added.toSorted()).toEqual([...Array(10).fill(201), ...Array(4).fill(429)])
    const told = await add('acme', 'acme', 3_600)
    expect(Number(told.headers.get('retry-after'))).toBe(86_400)
    expect(await told.json()).toMatchObject({
      type: '/v1/problems/too-many-requests',
      status: 429,
      detail: expect.stringContaining('next can be added from'),
    })
    expect((await add('birch', 'birch', 3_600)).status).toBe(201)
    expect((await add('vendor', 'acme', 3_600)).status).toBe(201)
  })
})

describe('pages', () => {
  test('mail a fresh link now and then, and say 429 to an address that asks again and again', async () => {
    const pages = pagesOf(house)
    const post = (link: string) => pages.post('/links/fresh', { link })
    const answered = await statuses(await Promise.all(Array.from({ length: 25 }, (_, n) => post(`eyJ${n}`))))
    expect(answered.filter((status) => status === 200)).toHaveLength(20)
    const told = await post('eyJ')
    expect(told.status).toBe(429)
    expect(told.headers.get('retry-after')).toBe('3600')
    house.clock.advance(3_600_000)
    expect((await post('eyJ')).status).toBe(200)
  })

  test('say 429 to a seventh move of an update within the hour', async () => {
    await scheduled(house, 'cedar')
    const pages = pagesOf(house)
    const path = await pathOf(house, ada('cedar'), 'schedule')
    const move = async (hour: number) => {
      const form = fieldOf(await (await pages.get(`${path}/reschedule?system=cedar/production`)).text(), 'form')
      return pages.post(`${path}/reschedule`, {
        form,
        once: `move-number-${hour}`,
        system: 'cedar/production',
        confirmed: 'yes',
        startsAt: `2026-12-08T${String(hour).padStart(2, '0')}:00:00Z`,
      })
    }
    const moved: Response[] = []
    for (let hour = 1; hour <= 7; hour += 1) moved.push(await move(hour))
    expect(await statuses(moved)).toEqual([200, 200, 200, 200, 200, 200, 429])
    expect(moved.at(-1)!.headers.get('retry-after')).toBe('3600')
    expect(await moved.at(-1)!.text()).toContain('it can be moved again from')
  })
})
