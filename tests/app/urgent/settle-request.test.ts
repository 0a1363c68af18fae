import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminOf, asks, pipeline, receivedReport } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import {
  available,
  healthy,
  onFile,
  openVendor,
  planOf,
  startNow,
  toldBy,
  updateOf,
  verificationOf,
} from '../../support/scene.ts'
import { acts } from '../../support/urgent-acts.ts'

const at = (iso: string): Date => new Date(iso)

describe('an accepted request that waits', () => {
  let house: House
  const { wish, accept } = acts(() => house)
  beforeAll(async () => {
    house = await openHouse('2026-11-22T12:00:00Z', { slotCapacity: 1 })
    await openVendor(house)
    await available(house, '3.9.12')
    for (const id of ['acme', 'beta', 'gamma', 'race'])
      await onFile(house, id, {
        systems: [{ client: id, environment: 'production', version: '3.9.11', url: null }],
      })
  })
  afterAll(() => house.close())

  it('takes the next free start when its own has been filled', async () => {
    const [first, second] = [await wish('acme'), await wish('beta')]
    expect([await accept(first), await accept(second)]).toEqual(['accepted', 'accepted'])
    await healthy(house, 'acme')
    await healthy(house, 'beta')
    expect(await planOf(house, 'acme')).toEqual(['production 3.9.12 scheduled 2026-11-25T06:00Z'])
    expect(await planOf(house, 'beta')).toEqual(['production 3.9.12 scheduled 2026-11-25T06:15Z'])
  })

  it('starts at least an hour from now when its time has gone by', async () => {
    const id = await wish('gamma')
    expect(await accept(id, at('2026-11-25T09:00:00Z'))).toBe('accepted')
    house.clock.set('2026-11-25T09:05:00Z')
    await healthy(house, 'gamma')
    expect(await planOf(house, 'gamma')).toEqual(['production 3.9.12 scheduled 2026-11-25T10:15Z'])
  })

  it('is never lost between the acceptance and a report that comes at the same moment', async () => {
    const id = await wish('race')
    const verification = await verificationOf(house, 'race')
    const [accepted] = await Promise.all([
      accept(id, at('2026-11-27T06:00:00Z')),
      house.app.receiveReport(verification, receivedReport(4_000)),
    ])
    const [plan] = await planOf(house, 'race')
    if (accepted === 'something-scheduled') expect(plan).toContain('2026-12-06')
    else expect(plan).toBe('production 3.9.12 scheduled 2026-11-27T06:00Z')
    const full = await house.app.readRequest(id)
    expect(full?.status).toBe(accepted === 'something-scheduled' ? 'requested' : 'scheduled')
  })
})

describe('the end of an urgent request', () => {
  let house: House
  const { wish, accept, decline } = acts(() => house)
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    await available(house, '3.9.12')
  })
  afterAll(() => house.close())

  const granted = async (client: string): Promise<string> => {
    await onFile(house, client)
    const id = await wish(client, { release: '3.9.12' })
    await accept(id, new Date(house.clock.now().getTime() + 48 * 3_600_000))
    await healthy(house, client)
    return id
  }

  it('comes with a cancel of its update, so that it stands in nobody’s way', async () => {
    const id = await granted('acme')
    const cancelled = await house.app.cancelUpdate({
      ...asks(adminOf('acme')),
      system: { client: 'acme', environment: 'production' },
      seen: null,
      reason: 'x',
    })
    expect(cancelled.ok).toBe(true)
    expect(await house.app.readRequest(id)).toMatchObject({ status: 'withdrawn' })
    const again = await wish('acme')
    expect(again).toMatch(/^R-/)
    expect(await decline(again)).toBe('declined')
    // Restored it is an update like any other: what was withdrawn stays so.
    const restored = await house.app.rescheduleUpdate({
      ...asks(adminOf('acme')),
      system: { client: 'acme', environment: 'production' },
      seen: null,
      reason: null,
      startsAt: new Date(house.clock.now().getTime() + 24 * 3_600_000),
    })
    expect(restored.ok).toBe(true)
    const update = await updateOf(house, 'acme')
    await startNow(house, update)
    await house.app.recordUpdate(update.id, { status: 'updated', version: null }, pipeline)
    expect(await house.app.readRequest(id)).toMatchObject({ status: 'withdrawn' })
  })

  it('goes with the newer release that takes its update’s place', async () => {
    const id = await granted('beta')
    await available(house, '3.9.13')
    await healthy(house, 'beta', '3.9.13')
    const update = await updateOf(house, 'beta')
    expect(update.release).toBe('3.9.13')
    expect(await house.app.readRequest(id)).toMatchObject({ status: 'scheduled', update: update.id })
    await startNow(house, update)
    await house.app.recordUpdate(update.id, { status: 'updated', version: null }, pipeline)
    expect(await house.app.readRequest(id)).toMatchObject({ status: 'fulfilled' })
  })

  it('is a failure when its update fails; what was asked for is planned anew', async () => {
    const id = await granted('gamma')
    const update = await updateOf(house, 'gamma')
    await startNow(house, update)
    await house.app.recordUpdate(update.id, { status: 'failed', detail: 'disk full' }, pipeline)
    expect(await house.app.readRequest(id)).toMatchObject({ status: 'failed' })
    expect(await updateOf(house, 'gamma')).toMatchObject({ status: 'scheduled' })
    expect((await updateOf(house, 'gamma')).id).not.toBe(update.id)
  })

  it('comes with the withdrawal of its release', async () => {
    await available(house, '3.9.14.1', 'hotfix')
    await onFile(house, 'delta')
    await house.app.receiveReport(await verificationOf(house, 'delta', '3.9.14.1'), receivedReport(4_000))
    const id = await wish('delta', { release: '3.9.14.1' })
    expect(await accept(id, new Date(Math.ceil(house.clock.now().getTime() / 9e5) * 9e5 + 36e5))).toBe('scheduled')
    await house.app.withdrawRelease('3.9.14.1', 'x', pipeline)
    expect(await house.app.readRequest(id)).toMatchObject({ status: 'failed' })
  })

  it('comes after 7 days without an answer, and everybody is told', async () => {
    const toldOfRequests = async () => (await toldBy(house)).filter((one) => one.startsWith('urgent'))
    await onFile(house, 'late')
    const id = await wish('late')
    house.clock.advance(7 * 86_400_000 - 1)
    await house.work.tick()
    expect(await house.app.readRequest(id)).toMatchObject({ status: 'requested' })
    await toldBy(house)
    house.clock.advance(1)
    await house.work.tick()
    expect(await house.app.readRequest(id)).toMatchObject({ status: 'expired' })
    expect(await toldOfRequests()).toEqual([
      'urgent-expired → channel (reply)',
      'urgent-expired → inbox production',
      'urgent-expired → mailbox',
      'urgent-expired → mailbox',
      'urgent-expired → services (reply)',
      'urgent-request → channel (edit)',
      'urgent-request → services (edit)',
    ])
    await house.work.tick()
    expect(await toldOfRequests()).toEqual([])
    expect(await wish('late')).toMatch(/^R-/)
  })
})
