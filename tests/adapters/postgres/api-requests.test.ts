import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeInbox } from '../../../src/adapters/postgres/deliveries/inbox-repository.ts'
import { makeApiKeys } from '../../../src/adapters/postgres/operations/api-keys-repository.ts'
import { makeIdempotencyStore } from '../../../src/adapters/postgres/operations/idempotency-repository.ts'
import { BadCursor } from '../../../src/app/ports/ports.ts'
import type { ApiKeyStore, IdempotencyStore } from '../../../src/app/ports/stores/api-ports.ts'
import type { Card } from '../../../src/notices/card/card.ts'
import { annStamp, documentOf, later, noon, openStore, type Store } from './store.ts'

let store: Store
let keys: ApiKeyStore
beforeAll(async () => {
  store = await openStore()
  keys = makeApiKeys(store.db)
  await store.inTransaction((tx) => tx.clients.put(documentOf('acme'), noon))
})
afterAll(() => store.close())
const ci = { name: 'ci', scopes: ['read', 'updates:write'], client: 'acme', environment: 'staging' } as const

describe('an API key', () => {
  it('is found by its token, which is stored nowhere', async () => {
    const { key, token } = await keys.create(ci, noon)
    expect(key).toEqual({ ...ci, id: 'K-1', createdAt: noon, revokedAt: null })
    expect(await keys.find(token)).toEqual({ ...ci, id: 'K-1' })
    for (const wrong of ['', token.slice(1), `${token}x`, 'zt_\0']) expect(await keys.find(wrong)).toBeNull()
    const row = JSON.stringify(await store.db.selectFrom('api_keys').selectAll().execute())
    expect(row).not.toContain(token.slice(3))
  })

  it('opens nothing once it is revoked, and remembers when that was first', async () => {
    const { key, token } = await keys.create({ ...ci, client: null, environment: null }, noon)
    expect(await keys.revoke(key.id, later(1))).toEqual({ ...key, revokedAt: later(1) })
    expect((await keys.revoke(key.id, later(2)))?.revokedAt).toEqual(later(1))
    expect(await keys.find(token)).toBeNull()
    expect((await keys.list()).map(({ id, revokedAt }) => [id, revokedAt])).toEqual([
      ['K-1', null],
      ['K-2', later(1)],
    ])
    for (const none of ['K-3', 'K-', 'U-1']) expect(await keys.revoke(none, noon)).toBeNull()
  })
})

describe('an idempotency key', () => {
  let idempotency: IdempotencyStore
  beforeAll(() => {
    idempotency = makeIdempotencyStore(store.db)
  })
  const answer = { status: 201, headers: { location: '/v1/releases/3.9.12' }, body: '{"version":"3.9.12"}' }
  const claim = (key: string, { fingerprint = 'aa', minutes = 0, apiKey = 'K-1' } = {}) =>
    idempotency.claim({
      apiKey,
      key,
      fingerprint,
      now: later(minutes),
      abandonedBefore: later(minutes - 5),
      forgottenBefore: later(minutes - 24 * 60),
    })
  const mustClaim = async (...given: Parameters<typeof claim>): Promise<string> => {
    const claimed = await claim(...given)
    if (claimed.state !== 'claimed') throw new Error(claimed.state)
    return claimed.claim
  }

  it('gives the answer again to the same request of the same caller', async () => {
    const mine = await mustClaim('one')
    expect(await claim('one')).toEqual({ state: 'in-flight' })
    expect(await claim('one', { fingerprint: 'bb' })).toEqual({ state: 'different' })
    await idempotency.keep(mine, answer, noon)
    expect(await claim('one')).toEqual({ state: 'answered', answer })
    expect(await claim('one', { fingerprint: 'bb' })).toEqual({ state: 'different' })
    expect(await claim('one', { apiKey: 'K-2' })).toMatchObject({ state: 'claimed' })
  })

  it('is claimed by one of eight at once', async () => {
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim('eight')))
    expect(claims.map(({ state }) => state).sort()).toEqual(['claimed', ...Array(7).fill('in-flight')])
  })

  it('is free again when nothing was done', async () => {
    await idempotency.release(await mustClaim('nothing'))
    expect(await claim('nothing', { fingerprint: 'bb' })).toMatchObject({ state: 'claimed' })
  })

  it('is taken over from a process that died, which then says nothing any more', async () => {
    const dead = await mustClaim('dead')
    expect(await claim('dead', { minutes: 5 })).toEqual({ state: 'in-flight' })
    const heir = await mustClaim('dead', { minutes: 6 })
    await idempotency.keep(dead, { ...answer, status: 500 }, later(6))
    await idempotency.release(dead)
    expect(await claim('dead', { minutes: 7 })).toEqual({ state: 'in-flight' })
    await idempotency.keep(heir, answer, later(7))
    await idempotency.release(heir)
    expect(await claim('dead', { minutes: 8 })).toEqual({ state: 'answered', answer })
  })

  it('is forgotten in time', async () => {
    await idempotency.keep(await mustClaim('old'), answer, noon)
    expect(await claim('old', { minutes: 24 * 60 })).toEqual({ state: 'answered', answer })
    expect(await claim('old', { minutes: 24 * 60 + 1 })).toMatchObject({ state: 'claimed' })
  })
})

describe('the inbox of a system', () => {
  const card = (title: string): Card => ({
    kind: 'rollout',
    tone: 'neutral',
    title,
    summary: title,
    blocks: [],
    actions: [],
  })
  const production = { client: 'acme', environment: 'production' } as const

  it('shows each delivery once, newest first, page by page, to that system only', async () => {
    const inbox = makeInbox(store.db)
    const rooms = await store.inTransaction((tx) => tx.places.around('acme'))
    const facts = { release: '3.9.12', by: annStamp, reason: 'r', inside: null }
    const owed = rooms.slice(0, 4).map((place) => ({
      ...({ place: place.id, mode: 'post', standing: null, suppressed: null } as const),
    }))
    await store.inTransaction((tx) =>
      tx.notices.owe([{ notice: { kind: 'release-paused', client: 'acme', facts }, owed }], noon),
    )
    const deliveries = await store.db.selectFrom('deliveries').select('id').orderBy('id').execute()
    const add = (index: number, system: { client: string; environment: 'production' | 'staging' } = production) =>
      inbox.add({
        delivery: `D-${deliveries[index]?.id}`,
        system,
        card: card(`card ${index}`),
        at: later(index),
      })
    for (const index of [0, 1, 2, 1]) await add(index)
    await add(3, { ...production, environment: 'staging' })
    const page = (after: string | null) => inbox.list(production, { after, limit: 2 })
    const first = await page(null)
    expect(first.items.map(({ at, card: { title } }) => [at, title])).toEqual([
      [later(2), 'card 2'],
      [later(1), 'card 1'],
    ])
    expect(first.items[0]?.id).toMatch(/^N-\d+$/)
    const second = await page(first.next)
    expect(second).toEqual({
      items: [{ id: expect.any(String), at: later(0), card: card('card 0') }],
      next: null,
    })
    await expect(page('x')).rejects.toThrow(BadCursor)
    const inTransaction = await store.inTransaction((tx) => tx.inbox.list(production, { after: null, limit: 9 }))
    expect(inTransaction.items).toHaveLength(3)
  })
})
