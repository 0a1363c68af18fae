import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BadCursor, StaleWrite, type Tx } from '../../../../src/app/ports/ports.ts'
import type { Update } from '../../../../src/domain/updates/update.ts'
import {
  at,
  cancelled,
  documentOf,
  draftOf,
  later,
  makeGate,
  noon,
  openStore,
  putRelease,
  type Store,
  untilWaiting,
} from '../store.ts'

const acme = { client: 'acme', environment: 'production' } as const

let store: Store
beforeAll(async () => {
  store = await openStore()
  await store.inTransaction(async (tx) => {
    for (const id of ['acme', 'beta', 'gamma', 'delta']) await tx.clients.put(documentOf(id), noon)
    for (const version of ['3.9.12', '3.9.13', '3.9.14']) await putRelease(tx, version)
  })
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.db.deleteFrom('updates').execute()
})

const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => store.inTransaction(work)
const plan = (...draft: Parameters<typeof draftOf>): Promise<Update> =>
  inTx((tx) => tx.updates.insert(draftOf(...draft), noon))
const save = (update: Update): Promise<Update> => inTx((tx) => tx.updates.save(update, later(1)))

describe('one update', () => {
  it('comes back as it was planned, with an id people can say', async () => {
    const planned = await plan('acme')
    expect(planned).toEqual({
      ...draftOf('acme'),
      id: planned.id,
      revision: 1,
      status: 'scheduled',
      cancelledBy: null,
      hold: null,
      reason: null,
      inside: null,
      handedOverAt: null,
      finishedAt: null,
    })
    expect(planned.id).toMatch(/^U-1\d{3}$/)
    expect(await inTx((tx) => tx.updates.find(planned.id))).toEqual(planned)
    expect(await inTx((tx) => tx.updates.find(planned.id.toLowerCase()))).toEqual(planned)
  })

  it('keeps every field that a save may change, and bumps the revision', async () => {
    const planned = await plan('acme')
    const changed: Update = {
      ...planned,
      status: 'failed',
      startsAt: later(60),
      zone: 'Asia/Kathmandu',
      expectedMinutes: 90,
      deadline: later(99_999),
      chosenBy: 'person',
      reason: 'exams',
      inside: { inside: 'disk full' },
      handedOverAt: later(61),
      finishedAt: later(62),
    }
    const saved = await save(changed)
    expect(saved).toEqual({ ...changed, revision: 2 })
    expect(await inTx((tx) => tx.updates.find(planned.id))).toEqual(saved)
  })

  it('finds nothing, and throws nothing, by an id that is none', async () => {
    for (const id of ['', 'U-', 'U-0', 'U-01', 'V-1001', '1001', 'U-1001 ', 'U-99999999999999999999', 'U-1\0', 'U-١'])
      expect(await inTx((tx) => tx.updates.find(id))).toBeNull()
  })

  it('refuses a save of an older revision, and changes nothing', async () => {
    const planned = await plan('acme')
    await save({ ...planned, startsAt: later(15) })
    await expect(save({ ...planned, startsAt: later(30) })).rejects.toThrow(StaleWrite)
    expect((await inTx((tx) => tx.updates.find(planned.id)))?.startsAt).toEqual(later(15))
  })

  it('knows since when it is held, and only while it is', async () => {
    const planned = await plan('acme')
    const heldSince = async () => (await inTx((tx) => tx.updates.heldSince([planned.id]))).get(planned.id) ?? null
    expect(await heldSince()).toBeNull()
    const held = await inTx((tx) => tx.updates.save({ ...planned, status: 'held', hold: 'release-paused' }, later(5)))
    const moved = await inTx((tx) => tx.updates.save({ ...held, startsAt: later(900) }, later(50)))
    expect(await heldSince()).toEqual(later(5))
    await inTx((tx) => tx.updates.save({ ...moved, status: 'scheduled', hold: null }, later(60)))
    expect(await heldSince()).toBeNull()
  })
})

describe('one active update per system', () => {
  it('refuses a second one as a stale write, whatever makes it active', async () => {
    const first = await save(cancelled(await plan('acme')))
    await plan('acme')
    await expect(plan('acme', 'production', { release: '3.9.13' })).rejects.toThrow(StaleWrite)
    await expect(save({ ...first, status: 'scheduled' })).rejects.toThrow(StaleWrite)
    await plan('acme', 'staging')
    await plan('beta')
  })

  it('lets one of two planners through who plan at once', async () => {
    const outcomes = await Promise.allSettled([plan('acme'), plan('acme'), plan('acme')])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  })

  it('names the active one as current, else the newest', async () => {
    expect(await inTx((tx) => tx.updates.current(acme))).toBeNull()
    const old = await plan('acme')
    await save({ ...old, status: 'updated' })
    const newer = await save(cancelled(await plan('acme')))
    expect(await inTx((tx) => tx.updates.current(acme))).toEqual(newer)
    const restored = await inTx(async (tx) => {
      await tx.updates.save({ ...newer, status: 'superseded' }, noon)
      return tx.updates.insert(draftOf('acme'), noon)
    })
    expect(await inTx((tx) => tx.updates.lockCurrent(acme))).toEqual(restored)
  })
})

describe('two who act on one system at once', () => {
  const lockCurrent = async (tx: Tx) => {
    await tx.clients.lock('acme')
    return tx.updates.lockCurrent(acme)
  }

  it('take turns: the second sees what the first did', async () => {
    const planned = await plan('acme')
    const [held, gate] = [makeGate(), makeGate()]
    const first = inTx(async (tx) => {
      const update = await lockCurrent(tx)
      held.open()
      await gate.opened
      return tx.updates.save({ ...update!, startsAt: later(15) }, noon)
    })
    await held.opened
    const second = inTx(lockCurrent)
    await untilWaiting(store.db, 1)
    gate.open()
    expect(await second).toEqual(await first)
    expect((await second)?.revision).toBe(planned.revision + 1)
  })

  it('act on the new update when the first one replaced it while the second waited', async () => {
    const planned = await plan('acme')
    const [held, gate] = [makeGate(), makeGate()]
    const first = inTx(async (tx) => {
      await lockCurrent(tx)
      held.open()
      await gate.opened
      await tx.updates.save({ ...planned, status: 'superseded' }, noon)
      return tx.updates.insert(draftOf('acme', 'production', { release: '3.9.13' }), noon)
    })
    await held.opened
    const second = inTx(lockCurrent)
    await untilWaiting(store.db, 1)
    gate.open()
    expect(await second).toEqual(await first)
  })
})

describe('slots', () => {
  it('count every active update, by the quarter-hour it starts in', async () => {
    const slot = at('2026-11-29T01:00:00Z')
    await plan('acme')
    await plan('acme', 'staging')
    const held = await plan('beta', 'production', { startsAt: at('2026-11-29T01:14:59Z') })
    await save({ ...held, status: 'held', hold: 'release-paused' })
    await save(cancelled(await plan('beta', 'staging')))
    await plan('gamma', 'production', { startsAt: at('2026-11-29T01:15:00Z') })
    const counts = (atLeast: number, from = slot, to = slot) =>
      inTx(async (tx) => [...(await tx.updates.slotCounts(from, to, atLeast))])
    expect(await counts(1)).toEqual([[slot.getTime(), 3]])
    expect(await counts(4)).toEqual([])
    const taken = await inTx((tx) => tx.updates.takenIn([later(-15), slot, later(60)]))
    expect([...taken]).toEqual([[slot.getTime(), 3]])
    const whole = await counts(1, at('2026-11-29T01:07:00Z'), at('2026-11-29T01:15:00Z'))
    expect(whole.sort()).toEqual([
      [slot.getTime(), 3],
      [slot.getTime() + 900_000, 1],
    ])
  })

  it('never hold more than their capacity, however many plan at once', async () => {
    const capacity = 3
    const planOne = (client: string, environment: 'production' | 'staging') =>
      inTx(async (tx) => {
        const draft = draftOf(client, environment)
        const [taken = 0] = (await tx.updates.lockSlots([draft.startsAt])).values()
        return taken >= capacity ? null : tx.updates.insert(draft, noon)
      })
    const planned = await Promise.all(
      ['acme', 'beta', 'gamma', 'delta'].flatMap((client) => [
        planOne(client, 'production'),
        planOne(client, 'staging'),
      ]),
    )
    expect(planned.filter(Boolean)).toHaveLength(capacity)
  })
})

describe('what is due', () => {
  it('is scheduled and starts by then, in order of time', async () => {
    const second = await plan('acme', 'production', { startsAt: later(15) })
    const first = await plan('beta', 'production', { startsAt: later(0) })
    await plan('gamma', 'production', { startsAt: later(30) })
    await save({
      ...(await plan('delta', 'production', { startsAt: later(0) })),
      status: 'held',
      hold: 'release-paused',
    })
    expect(await inTx((tx) => tx.updates.startingBy(later(15), 10))).toEqual([first, second])
    expect(await inTx((tx) => tx.updates.startingBy(later(15), 1))).toEqual([first])
  })

  it('is silent when its runner was last heard of by then', async () => {
    const run = async (client: string, handedOverAt: Date): Promise<Update> =>
      save({ ...(await plan(client)), status: 'updating', handedOverAt })
    const silent = await run('acme', later(-180))
    await run('beta', later(-179))
    await save({ ...(await run('gamma', later(-200))), status: 'stalled' })
    expect(await inTx((tx) => tx.updates.silentSince(later(-180), 10))).toEqual([silent])
  })

  it('waits for its start while it is scheduled or held, at those clients', async () => {
    const one = await plan('acme')
    const two = await save({ ...(await plan('beta')), status: 'held', hold: 'release-paused' })
    await save(cancelled(await plan('gamma')))
    await plan('delta', 'production', { release: '3.9.13' })
    expect(await inTx((tx) => tx.updates.lockWaiting('3.9.12', ['acme', 'beta', 'gamma', 'delta']))).toEqual([one, two])
  })
})

describe('skips in a row', () => {
  const skips = () => inTx((tx) => tx.updates.skippedInARow(acme))
  const skip = async (release: string, by: 'client' | 'vendor' = 'client') =>
    save(cancelled(await plan('acme', 'production', { release }), by))

  it('are the releases that the client cancelled since the last update', async () => {
    expect(await skips()).toBe(0)
    await skip('3.9.12')
    await skip('3.9.12')
    expect(await skips()).toBe(1)
    const superseded = await skip('3.9.13')
    await save({ ...superseded, status: 'superseded' })
    expect(await skips()).toBe(2)
    await skip('3.9.14', 'vendor')
    expect(await skips()).toBe(2)
    await save({ ...(await plan('acme')), status: 'updated' })
    expect(await skips()).toBe(0)
  })

  it('are undone by restoring', async () => {
    const skipped = await skip('3.9.12')
    await save({ ...skipped, status: 'scheduled', cancelledBy: null })
    expect(await skips()).toBe(0)
  })
})

describe('lists', () => {
  it('page newest first, and stay put while updates come', async () => {
    const ids: string[] = []
    for (const client of ['acme', 'beta', 'gamma']) {
      ids.push((await plan(client)).id, (await plan(client, 'staging')).id)
    }
    const page = (after: string | null) => inTx((tx) => tx.updates.list({}, { after, limit: 4 }))
    const first = await page(null)
    const newcomer = await plan('delta')
    const second = await page(first.next)
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.reverse())
    expect(second.next).toBeNull()
    expect((await page(null)).items[0]).toEqual(newcomer)
  })

  it('end without a cursor when the last page is full', async () => {
    await plan('acme')
    expect((await inTx((tx) => tx.updates.list({}, { after: null, limit: 1 }))).next).toBeNull()
  })

  it('filter by client, release and status together', async () => {
    const wanted = await plan('acme')
    await plan('acme', 'staging', { release: '3.9.13' })
    await plan('beta')
    await save(cancelled(await plan('gamma')))
    const filter = { client: 'acme', release: '3.9.12', status: 'scheduled' } as const
    const found = await inTx((tx) => tx.updates.list(filter, { after: null, limit: 9 }))
    expect(found).toEqual({ items: [wanted], next: null })
    const both = { client: ['beta', 'gamma'], status: ['scheduled', 'cancelled'] } as const
    const several = await inTx((tx) => tx.updates.list(both, { after: null, limit: 9 }))
    expect(several.items.map(({ client, status }) => `${client} ${status}`)).toEqual([
      'gamma cancelled',
      'beta scheduled',
    ])
    expect(await inTx((tx) => tx.updates.ofRelease('acme', '3.9.12'))).toEqual([wanted])
    expect((await inTx((tx) => tx.updates.historyOf('acme', 1))).map(({ release }) => release)).toEqual(['3.9.13'])
  })

  it.each([
    'nonsense',
    '',
    Buffer.from('["clients","acme"]').toString('base64url'),
    Buffer.from('["updates","1"]').toString('base64url'),
    Buffer.from('["updates",1e99]').toString('base64url'),
    Buffer.from('{"length":2}').toString('base64url'),
  ])('refuse the cursor %j as such', async (after) => {
    await expect(inTx((tx) => tx.updates.list({}, { after, limit: 4 }))).rejects.toThrow(BadCursor)
  })
})
