import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { slackLanes } from '../../../src/adapters/slack/sending/lanes.ts'
import type { Outgoing } from '../../../src/app/ports/delivery-ports.ts'
import type { InternalRoom } from '../../../src/domain/people/place.ts'
import { type House, openHouse } from '../../support/house.ts'
import { available, onFile, openVendor } from '../../support/scene.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
  await openVendor(house)
  house.lanesAre(slackLanes)
  await available(house, '3.9.12')
  for (const id of ['acme', 'birch', 'cedar']) await onFile(house, id)
  await pass(30)
  house.sent.length = 0
})
afterEach(() => house.close())

/** So many notices about a client are owed to one of the vendor's rooms; null for the vendor's own. */
async function owe(client: string | null, count: number, room: InternalRoom = 'services'): Promise<void> {
  await house.ports.inTransaction(async (tx) => {
    const place = (await tx.places.around(null)).find((one) => one.room === room)!
    for (let n = 0; n < count; n += 1)
      await tx.notices.owe(
        [
          {
            notice: {
              kind: 'client-unschedulable',
              client: client ?? 'acme',
              facts: { release: '3.9.12', reason: 'no-legal-start' },
            },
            owed: [{ place: place.id, mode: 'post', standing: null, suppressed: null }],
          },
        ],
        house.clock.now(),
      )
  })
}
/** All that is due is taken by two workers at a time. */
async function round(): Promise<void> {
  const workers = [house.work, house.anotherWorker()]
  const due = await house.work.dueDeliveries(1_000)
  await Promise.all(due.map(({ id }, at) => workers[at % 2]!.sendDeliveries([id])))
}
async function pass(seconds: number): Promise<void> {
  for (let n = 0; n < seconds; n += 1) {
    await round()
    house.clock.advance(1_000)
  }
}
const clientOf = ({ card }: Pick<Outgoing, 'card'>) => /acme|birch|cedar/i.exec(card.title)?.[0].toLowerCase()
const heard = (room: InternalRoom = 'services') => house.sent.filter(({ place }) => place.room === room).map(clientOf)

describe('a channel that many clients share', () => {
  it('tells a client next that speaks once, however much of another waits', async () => {
    await owe('acme', 80)
    await pass(10)
    await owe('birch', 1)
    await pass(3)
    expect(heard().slice(10)).toContain('birch')
  })

  it('goes round by client, and each hears in its own order', async () => {
    await owe('acme', 6)
    await round()
    await owe('birch', 3)
    await round()
    await owe('cedar', 2)
    await pass(12)
    expect(heard()).toEqual([
      'acme',
      'acme',
      'birch',
      'cedar',
      'acme',
      'birch',
      'cedar',
      'acme',
      'birch',
      'acme',
      'acme',
    ])
  })

  it('lets nobody starve who waits while another speaks anew each second', async () => {
    await owe('acme', 10)
    await round()
    for (let n = 0; n < 8; n += 1) {
      await owe('birch', 1)
      await pass(1)
    }
    const first = heard().slice(0, 9)
    expect(first.filter((one) => one === 'acme').length).toBeGreaterThanOrEqual(4)
    expect(first.filter((one) => one === 'birch').length).toBeGreaterThanOrEqual(3)
  })

  it('goes round also when nobody came for the turns that were kept', async () => {
    await owe('acme', 30)
    await pass(2)
    house.clock.advance(120_000)
    await owe('birch', 1)
    await pass(4)
    expect(heard().slice(2)).toContain('birch')
  })

  it('says every message once, and one a second', async () => {
    await owe('acme', 9)
    await pass(1)
    await owe('birch', 4)
    await owe('cedar', 1)
    for (let second = 1; second < 14; second += 1) {
      expect(heard().length).toBe(second)
      await pass(1)
    }
    await pass(5)
    expect(heard().length).toBe(14)
  })
})
