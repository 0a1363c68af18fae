import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeApiKeys } from '../../../../src/adapters/postgres/operations/api-keys-repository.ts'
import { makeIdempotencyStore } from '../../../../src/adapters/postgres/operations/idempotency-repository.ts'
import { toTaggedJson, untag } from '../../../../src/adapters/postgres/plumbing/tagged-json.ts'
import type { RequestKey } from '../../../../src/app/ports/request-context.ts'
import { type Actor, zerotouch } from '../../../../src/domain/people/actor.ts'
import { ok, refuse } from '../../../../src/domain/values/result.ts'
import { ann, documentOf, later, makeGate, noon, openStore, type Store, untilWaiting } from '../store.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

const look = <T>(actor: Actor, request: RequestKey) => store.inTransaction((tx) => tx.answers.find<T>(actor, request))
const find = async <T>(actor: Actor, request: RequestKey): Promise<T | null> => {
  const found = await look<T>(actor, request)
  return found ? found.answer : null
}
const remember = <T>(actor: Actor, request: string, answer: T) =>
  store.inTransaction((tx) => tx.answers.remember(actor, request, answer, noon))

describe('an answer', () => {
  it('comes back as it was, its Dates as Dates', async () => {
    const answer = ok({
      startsAt: noon,
      from: null,
      nearest: [later(15), later(30)],
      note: noon.toISOString(),
    })
    expect(await remember(ann, 'r1', answer)).toBe(answer)
    const again = await find<typeof answer>(ann, 'r1')
    expect(again).toEqual(answer)
    expect(again?.value.startsAt).toBeInstanceOf(Date)
    expect(again?.value.note).toBe('2026-11-22T12:00:00.000Z')
  })

  it.each([refuse('too-late'), { $date: '2026-11-22T12:00:00.000Z' }, { $object: { $date: 5 } }, [], 'text', 0, false])(
    'may be %j',
    async (answer) => {
      const request = JSON.stringify(answer)
      await remember(ann, request, answer)
      expect(await find(ann, request)).toEqual(answer)
    },
  )

  it('comes back with what was asked, where the request said so', async () => {
    const request = { id: 'form 1', said: 'reschedule to Sunday' }
    await store.inTransaction((tx) => tx.answers.remember(ann, request, 'moved', noon))
    expect(await look(ann, request)).toEqual({ answer: 'moved', said: request.said })
    expect(await look(ann, 'form 1')).toEqual({ answer: 'moved', said: request.said })
    expect(await look(ann, 'r1')).toMatchObject({ said: null })
  })

  it('is the asker’s own', async () => {
    await remember(ann, 'mine', 'yes')
    const key: Actor = { kind: 'key', id: ann.id, name: 'ci', client: null, environment: null }
    for (const other of [{ ...ann, id: 'bob' }, key, zerotouch]) expect(await find(other, 'mine')).toBeNull()
    expect(await find(ann, 'yours')).toBeNull()
  })

  it('is not kept when the work that it answers is not', async () => {
    const broken = store.inTransaction(async (tx) => {
      await tx.answers.remember(ann, 'broken', 'yes', noon)
      throw new Error('the wire broke')
    })
    await expect(broken).rejects.toThrow('the wire broke')
    expect(await find(ann, 'broken')).toBeNull()
  })
})

describe('the same request in flight elsewhere', () => {
  it('is waited for, and its answer given', async () => {
    const [held, gate] = [makeGate(), makeGate()]
    const first = store.inTransaction(async (tx) => {
      await tx.answers.find(ann, 'twice')
      held.open()
      await gate.opened
      return tx.answers.remember(ann, 'twice', 'done once', noon)
    })
    await held.opened
    const second = find(ann, 'twice')
    await untilWaiting(store.db, 1)
    expect(await find(ann, 'something else')).toBeNull()
    gate.open()
    expect(await second).toBe(await first)
  })

  it('is done once by eight who ask at once', async () => {
    await store.inTransaction((tx) => tx.clients.put(documentOf('acme'), noon))
    const ask = () =>
      store.inTransaction(async (tx) => {
        const answered = await tx.answers.find<number>(ann, 'eight')
        if (answered) return answered.answer
        const client = await tx.clients.saveSettings('acme', {}, noon)
        return tx.answers.remember(ann, 'eight', client?.revision ?? 0, noon)
      })
    expect(await Promise.all(Array.from({ length: 8 }, ask))).toEqual(Array(8).fill(2))
  })
})

describe('old answers', () => {
  const forget = (before: Date, limit: number) => store.inTransaction((tx) => tx.answers.forget(before, limit))
  const rememberAt = (request: string, when: Date) =>
    store.inTransaction((tx) => tx.answers.remember(ann, request, request, when))

  it('are forgotten, the oldest first, and newer ones are kept', async () => {
    const [oldest, old, fresh] = [later(-3_000), later(-2_000), later(-1_000)]
    await rememberAt('fresh', fresh)
    await rememberAt('old', old)
    await rememberAt('oldest', oldest)
    expect(await forget(fresh, 1)).toBe(1)
    expect([await find(ann, 'oldest'), await find(ann, 'old')]).toEqual([null, 'old'])
    expect(await forget(fresh, 10)).toBe(1)
    expect([await find(ann, 'old'), await find(ann, 'fresh')]).toEqual([null, 'fresh'])
    expect(await forget(fresh, 10)).toBe(0)
  })

  it('to pipelines are forgotten alike', async () => {
    const idempotency = makeIdempotencyStore(store.db)
    const { key } = await makeApiKeys(store.db).create(
      { name: 'ci', scopes: ['read'], client: null, environment: null },
      noon,
    )
    const ask = (asked: string) =>
      idempotency.claim({
        apiKey: key.id,
        key: asked,
        fingerprint: 'f',
        now: noon,
        abandonedBefore: later(-1),
        forgottenBefore: later(-10_000),
      })
    const claimed = await ask('k1')
    if (claimed.state !== 'claimed') throw new Error(claimed.state)
    await idempotency.keep(claimed.claim, { status: 200, headers: {}, body: '{}' }, later(-3_000))
    expect((await ask('k1')).state).toBe('answered')
    expect(await forget(later(-2_000), 10)).toBe(1)
    expect((await ask('k1')).state).toBe('claimed')
  })
})

describe('tagged JSON', () => {
  it('gives back any value of JSON and Dates', () => {
    const date = fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') })
    const key = fc.oneof(
      fc.constantFrom('$date', '$object', 'at'),
      fc.string().filter((name) => name !== '__proto__'),
    )
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        date,
        fc.string({ unit: 'grapheme' }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }))
    fc.assert(
      fc.property(value, (given) => {
        expect(untag(JSON.parse(toTaggedJson(given)))).toEqual(given)
      }),
    )
  })
})
