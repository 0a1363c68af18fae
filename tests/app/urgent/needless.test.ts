import { afterAll, beforeAll, expect, it } from 'vitest'
import { wordsOf } from '../../support/chat.ts'
import { adminOf, asks, type House, openHouse, services } from '../../support/house.ts'
import { openVendor, scheduled, toldBy } from '../../support/scene.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
})
afterAll(() => house.close())

it('what was asked for urgently is closed by a restore, and both who asked and services read why', async () => {
  await scheduled(house, 'acme')
  const system = { client: 'acme', environment: 'production' as const }
  const ada = adminOf('acme')
  const cancelled = await house.app.cancelUpdate({ ...asks(ada), system, seen: null, reason: 'exams' })
  expect(cancelled.ok).toBe(true)
  const asked = await house.app.requestUrgent({
    ...asks(ada),
    system,
    release: null,
    reason: 'grades are lost',
    wishedAt: null,
  })
  if (!asked.ok) throw new Error(asked.refusal.detail)
  await toldBy(house)

  const restored = await house.app.rescheduleUpdate({
    ...asks(ada),
    system,
    startsAt: new Date('2026-12-06T06:00:00Z'),
    seen: null,
    reason: null,
  })
  expect(restored).toMatchObject({ ok: true, value: { restored: true } })
  expect(await house.app.readRequest(asked.value.id)).toMatchObject({ status: 'withdrawn' })
  const told = await toldBy(house)
  expect(told).toContain('urgent-withdrawn → channel (reply)')
  expect(told).toContain('urgent-withdrawn → services (reply)')
  for (const place of ['channel', 'services']) {
    const card = house.sent.find(
      (one) =>
        one.card.kind === 'urgent-withdrawn' &&
        (one.place.room === place || (one.place.room === null && one.place.address.kind === place)),
    )?.card
    expect(card && wordsOf(card), place).toMatch(/needs no answer any more: .* restored release 3\.9\.12.*move it/s)
  }
  expect((await house.app.countAttention({}))['request-unanswered']).toBe(0)
  const late = { ...asks(services), requestId: asked.value.id, seen: null, reason: 'no' }
  expect(await house.app.declineRequest(late)).toMatchObject({ refusal: { code: 'already-decided' } })
})
