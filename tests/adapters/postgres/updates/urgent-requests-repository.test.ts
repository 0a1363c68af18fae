import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { StaleWrite, type Tx, type UrgentRequestDraft } from '../../../../src/app/ports/ports.ts'
import type { UrgentRequest } from '../../../../src/domain/updates/urgent-request.ts'
import { annStamp, documentOf, draftOf, later, noon, openStore, putRelease, type Store } from '../store.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
  await store.inTransaction(async (tx) => {
    for (const id of ['acme', 'beta']) await tx.clients.put(documentOf(id), noon)
    await putRelease(tx, '3.9.12')
  })
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.db.deleteFrom('urgent_requests').execute()
})
const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => store.inTransaction(work)
const wish = (client = 'acme', requestedAt = noon): UrgentRequestDraft => ({
  client,
  environment: 'production',
  release: '3.9.12',
  reason: 'login \0 broken 🔥',
  wishedAt: null,
  requestedBy: annStamp,
  requestedAt,
})
const ask = (...draft: Parameters<typeof wish>) => inTx((tx) => tx.urgentRequests.insert(wish(...draft)))
const save = (request: UrgentRequest) => inTx((tx) => tx.urgentRequests.save(request))
const system = { client: 'acme', environment: 'production' } as const

describe('an urgent request', () => {
  it('comes back as it was asked', async () => {
    const asked = await ask()
    expect(asked).toEqual({
      ...wish(),
      reason: 'login \ufffd broken 🔥',
      id: asked.id,
      status: 'requested',
      revision: 1,
      claimedBy: null,
      decidedBy: null,
      decision: null,
      startsAt: null,
      update: null,
    })
    expect(asked.id).toMatch(/^R-\d+$/)
    for (const find of ['find', 'lock'] as const)
      expect(await inTx((tx) => tx.urgentRequests[find](asked.id))).toEqual(asked)
    for (const none of ['R-0', 'U-1', '']) expect(await inTx((tx) => tx.urgentRequests.find(none))).toBeNull()
  })

  it('keeps its decision, saved by its revision, and is found by its update', async () => {
    const asked = await ask()
    const update = await inTx((tx) => tx.updates.insert(draftOf('acme'), noon))
    const decided: UrgentRequest = {
      ...asked,
      status: 'scheduled',
      claimedBy: annStamp,
      decidedBy: annStamp,
      decision: 'yes',
      startsAt: later(90),
      update: update.id,
    }
    const saved = await save(decided)
    expect(saved).toEqual({ ...decided, revision: 2 })
    await expect(save(decided)).rejects.toThrow(StaleWrite)
    expect(await inTx((tx) => tx.urgentRequests.ofUpdate(update.id))).toEqual(saved)
    expect(await inTx((tx) => tx.urgentRequests.ofUpdate('U-1'))).toBeNull()
    expect(await inTx((tx) => tx.urgentRequests.ofUpdate('none'))).toBeNull()
  })

  it('stands alone while it is open', async () => {
    const outcomes = await Promise.allSettled([ask(), ask(), ask()])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: expect.any(StaleWrite),
    })
    const open = await inTx((tx) => tx.urgentRequests.open(system))
    await save({ ...open!, status: 'declined' })
    expect(await inTx((tx) => tx.urgentRequests.open(system))).toBeNull()
    const again = await ask()
    expect(await inTx((tx) => tx.urgentRequests.open(system))).toEqual(again)
  })

  it('waits for its verification when it is accepted', async () => {
    const accepted = await save({ ...(await ask()), status: 'accepted' })
    await ask('beta')
    expect(await inTx((tx) => tx.urgentRequests.waiting('acme', '3.9.12'))).toEqual([accepted])
    expect(await inTx((tx) => tx.urgentRequests.waiting('beta', '3.9.12'))).toEqual([])
  })

  it('is unanswered until somebody decides', async () => {
    const old = await save({ ...(await ask('acme', later(-60))), status: 'claimed' })
    const young = await ask('beta', later(-59))
    const unanswered = (since: Date, limit = 9) => inTx((tx) => tx.urgentRequests.unansweredSince(since, limit))
    expect(await unanswered(later(-60))).toEqual([old])
    expect(await unanswered(noon)).toEqual([old, young])
    expect(await unanswered(noon, 1)).toEqual([old])
    await save({ ...old, status: 'expired' })
    expect(await unanswered(later(-60))).toEqual([])
  })
})

describe('freezes', () => {
  it('around a client are the vendor’s and its own that have not ended', async () => {
    const freeze = (scope: 'vendor' | 'client', reason: string, from: number, to: number) =>
      ({ scope, reason, inside: null, startsAt: later(from), endsAt: later(to) }) as const
    const [vendors, own, others] = [
      freeze('vendor', 'new year', 50, 60),
      freeze('client', 'exams', 10, 20),
      freeze('client', 'fair', 10, 20),
    ]
    await inTx(async (tx) => {
      await tx.freezes.add(vendors, null, noon)
      await tx.freezes.add(own, 'acme', noon)
      await tx.freezes.add(others, 'beta', noon)
      await tx.freezes.add(freeze('vendor', 'long ago', -20, 0), null, noon)
    })
    expect(await inTx((tx) => tx.freezes.around('acme', noon))).toMatchObject([own, vendors])
    expect(await inTx((tx) => tx.freezes.around('acme', later(20)))).toMatchObject([vendors])
    expect(await inTx((tx) => tx.freezes.around(null, noon))).toMatchObject([vendors])
  })
})

describe('the audit', () => {
  it('tells the newest first, of a subject and of a client', async () => {
    const entry = (action: string, minutes: number) => ({
      actor: annStamp,
      action,
      client: 'acme',
      subject: 'U-7',
      at: later(minutes),
      detail: { from: noon.toISOString(), minutes, reason: null },
    })
    const [first, second] = [entry('update-rescheduled', 1), entry('update-cancelled', 2)]
    await inTx(async (tx) => tx.audit.write(first))
    await inTx(async (tx) => tx.audit.write(second))
    await inTx(async (tx) => tx.audit.write({ ...entry('release-paused', 3), client: null, subject: '3.9.12' }))
    expect(await inTx((tx) => tx.audit.latest('U-7'))).toEqual(second)
    expect(await inTx((tx) => tx.audit.latest('U-8'))).toBeNull()
    expect(await inTx((tx) => tx.audit.ofClient('acme', 9))).toEqual([second, first])
    expect(await inTx((tx) => tx.audit.ofClient('acme', 1))).toEqual([second])
  })
})
