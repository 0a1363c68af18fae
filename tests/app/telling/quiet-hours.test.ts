import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PersonalSettings } from '../../../src/domain/people/personal-settings.ts'
import { adminOf, asks, type House, openHouse } from '../../support/house.ts'
import { at, from, hours } from '../../support/samples.ts'
import { available, healthy, onFile, openVendor, scheduled } from '../../support/scene.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
  await openVendor(house)
})
afterEach(() => house.close())

const set = (who: string, settings: PersonalSettings) =>
  house.ports.inTransaction((tx) => tx.clients.savePersonal('acme', who, settings, house.clock.now()))
/** Who got a direct message when time had come so far, e.g. `ada start-reminded`. */
async function woken(now: Date | string): Promise<string[]> {
  house.clock.set(new Date(now).toISOString())
  house.sent.length = 0
  await house.work.tick()
  await house.deliverAll()
  return house.sent
    .filter(({ place, mode }) => place.address.kind === 'direct' && mode !== 'edit')
    .map(({ place, card }) => `${place.administrator?.slice(5)} ${card.kind}`)
    .sort()
}

/** Nobody can say whether the plan arrived, so that it is repeated. */
async function deliverUnheard(): Promise<void> {
  house.senderAnswers(({ place }) => (place.client === null ? null : { kind: 'in-doubt', reason: 'no answer' }))
  await house.deliverAll()
  house.senderAnswers(() => null)
}

/** Sunday 6 December, 01:00 in Toronto; what has arrived nowhere is repeated on Friday, 01:00 there. */
const start = at('2026-12-06T06:00:00Z')
const ahead = at('2026-12-04T06:00:00Z')
const both = ['ada schedule-repeated', 'bob schedule-repeated']

describe('a direct message', () => {
  it('waits for the end of each reader’s own quiet hours, on their own clock', async () => {
    await scheduled(house, 'acme')
    await set('acme-ada', { quietHours: { from: 22, until: 5 } })
    await set('acme-bob', { zone: 'Europe/Berlin' })
    await deliverUnheard()
    // 01:00 in Toronto is 07:00 in Berlin.
    expect(await woken(ahead)).toEqual(['bob schedule-repeated'])
    expect(await woken('2026-12-04T09:59:00Z')).toEqual([])
    expect(await woken('2026-12-04T10:00:00Z')).toEqual(['ada schedule-repeated'])
  })

  it('is sent at once to who keeps no quiet hours', async () => {
    await scheduled(house, 'acme')
    await set('acme-ada', { quietHours: null })
    await deliverUnheard()
    expect(await woken(ahead)).toEqual(['ada schedule-repeated'])
  })

  it('about a security release is sent at any hour', async () => {
    await onFile(house, 'acme')
    house.clock.set('2026-11-25T16:00:00Z')
    await available(house, '3.9.12', 'security')
    await healthy(house, 'acme')
    await deliverUnheard()
    const { items } = await house.app.listUpdates({ client: 'acme' }, { after: null, limit: 1 })
    const startsAt = items[0]!.startsAt
    const now = new Date((house.clock.now().getTime() + startsAt.getTime()) / 2)
    expect([...(await woken(now)), ...(await woken(now))]).toEqual(both)
  })

  it('that reminds of a start at night comes before it, or it would be of no use', async () => {
    await scheduled(house, 'acme')
    await deliverUnheard()
    await woken(ahead)
    expect(await woken('2026-12-04T12:00:00Z')).toEqual(both)
    await house.app.acknowledge({ ...asks(adminOf('acme')), client: 'acme', release: '3.9.12' })
    // A day before is Saturday, 01:00: the morning is still in time to move it.
    expect(await woken(from(start, -hours(24)))).toEqual([])
    expect(await woken('2026-12-05T12:00:00Z')).toEqual(['ada start-reminded', 'bob start-reminded'])
    // An hour before is midnight: the morning would be too late.
    expect(await woken(from(start, -hours(1)))).toEqual(['ada start-reminded', 'bob start-reminded'])
  })

  it('that is put off keeps no standing message from being redrawn', async () => {
    await scheduled(house, 'acme')
    await deliverUnheard()
    await woken(ahead)
    await woken('2026-12-04T12:00:00Z')
    await house.app.acknowledge({ ...asks(adminOf('acme')), client: 'acme', release: '3.9.12' })
    await house.deliverAll()
    expect(await woken(from(start, -hours(24)))).toEqual([])
    const system = { client: 'acme', environment: 'staging' } as const
    const moved = await house.app.rescheduleUpdate({
      ...asks(adminOf('acme')),
      system,
      startsAt: at('2026-12-07T06:00:00Z'),
      seen: null,
      reason: null,
    })
    expect(moved.ok).toBe(true)
    await house.deliverAll()
    const redrawn = house.sent.filter(({ place, mode }) => place.address.kind === 'direct' && mode === 'edit')
    expect(redrawn).toHaveLength(2)
  })
})
