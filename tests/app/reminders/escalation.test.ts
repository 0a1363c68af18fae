import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { adminOf, asks, type House, openHouse } from '../../support/house.ts'
import { at } from '../../support/samples.ts'
import { healthy, onFile, openVendor, scheduled, toldBy } from '../../support/scene.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
  await openVendor(house)
})
afterEach(() => house.close())

async function toldAt(iso: string): Promise<string[]> {
  house.clock.set(iso)
  await house.work.keepTime()
  return toldBy(house)
}

/** Told on 22 November 12:00Z of a start on 6 December 06:00Z: half of it is 29 November 09:00Z. */
const justBefore = '2026-11-29T08:59:00Z'
const half = '2026-11-29T09:00:00Z'
const repeated = ['schedule-repeated → direct', 'schedule-repeated → direct', 'schedule-unseen → ops']

describe('a plan that no administrator has seen', () => {
  it('is told to their own chat accounts and to ops at half the notice period, once', async () => {
    await scheduled(house, 'acme')
    await toldBy(house)
    expect(await toldAt(justBefore)).toEqual([])
    // 09:00Z is 04:00 in Toronto: direct messages wait for the morning, ops does not.
    expect(await toldAt(half)).toEqual(['schedule-unseen → ops'])
    expect(await toldAt('2026-11-29T12:00:00Z')).toEqual(repeated.slice(0, 2))
    expect(house.sent[0]?.card.actions).toContainEqual(expect.objectContaining({ verb: 'acknowledge' }))
    expect(await toldAt('2026-12-01T12:00:00Z')).toEqual([])
  })

  it('is left alone when one has acknowledged it or acted on it', async () => {
    await scheduled(house, 'acme')
    await scheduled(house, 'beta')
    await scheduled(house, 'gamma')
    await toldBy(house)
    const system = { client: 'gamma', environment: 'staging' as const }
    const cancel = { ...asks(adminOf('gamma')), system, seen: null, reason: 'exams' }
    expect((await house.app.cancelUpdate(cancel)).ok).toBe(true)
    await house.app.acknowledge({ ...asks(adminOf('acme')), client: 'acme', release: '3.9.12' })
    const move = {
      ...{ system: { client: 'beta', environment: 'staging' as const }, seen: null, reason: null },
      startsAt: at('2026-12-06T08:00:00Z'),
    }
    expect((await house.app.rescheduleUpdate({ ...asks(adminOf('beta')), ...move })).ok).toBe(true)
    await toldBy(house)
    expect(await toldAt('2026-12-01T15:00:00Z')).toEqual([])
  })

  it('is told by mail only to those who had none, and never about staging alone', async () => {
    const document = await onFile(house, 'acme', {
      systems: [{ client: 'acme', environment: 'production', version: '3.9.11', url: null }],
    })
    await healthy(house, 'acme')
    await toldBy(house)
    const [ada] = document.administrators
    if (!ada) throw new Error('nobody there')
    const eve = { ...ada, id: 'acme-eve', name: 'Eve', email: 'eve@acme.example', accounts: [] }
    await onFile(house, 'acme', { ...document, administrators: [...document.administrators, eve] })
    await toldBy(house)
    expect(await toldAt('2026-11-29T15:00:00Z')).toEqual([
      ...repeated.slice(0, 2),
      'schedule-repeated → mailbox',
      'schedule-unseen → ops',
    ])
    const mail = house.sent.find(({ place }) => place.address.kind === 'mailbox')
    expect([mail?.place.administrator, mail?.calendar?.state]).toEqual(['acme-eve', 'planned'])
  })

  it('about staging alone sends no mail to anybody', async () => {
    const document = await onFile(house, 'acme', {})
    await healthy(house, 'acme')
    await toldBy(house)
    await house.db
      .updateTable('updates')
      .set({ status: 'updated' })
      .where('environment', '=', 'production')
      .execute()
    const [ada] = document.administrators
    if (!ada) throw new Error('nobody there')
    const eve = { ...ada, id: 'acme-eve', name: 'Eve', email: 'eve@acme.example', accounts: [] }
    await onFile(house, 'acme', { ...document, administrators: [...document.administrators, eve] })
    await toldBy(house)
    expect(await toldAt('2026-11-29T15:00:00Z')).toEqual(repeated)
  })

  it('stands in a direct message from then on, and is redrawn there as things change', async () => {
    await scheduled(house, 'acme')
    await toldBy(house)
    await toldAt('2026-11-29T15:00:00Z')
    await house.app.acknowledge({ ...asks(adminOf('acme')), client: 'acme', release: '3.9.12' })
    expect(await toldBy(house)).toEqual([
      'rollout → channel (edit)',
      'rollout → direct (edit)',
      'rollout → direct (edit)',
    ])
    expect(house.sent.every(({ card }) => card.footer === 'Seen by Ada Lovelace')).toBe(true)
  })

  it('that was told two days ahead is repeated 48 hours before the start', async () => {
    await onFile(house, 'acme', { policy: { noticeHours: 24 }, windows: ['TUE 12:00-16:00'] })
    await healthy(house, 'acme')
    await toldBy(house)
    // Told on Sunday 12:00Z of Tuesday 17:00Z: 48 hours before come first.
    expect(await toldAt('2026-11-22T16:59:00Z')).toEqual([])
    expect(await toldAt('2026-11-22T17:00:00Z')).toEqual(repeated)
  })
})
