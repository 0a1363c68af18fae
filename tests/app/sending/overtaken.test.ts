import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Environment } from '../../../src/domain/people/system.ts'
import { adminOf, asks, type House, openHouse, operator } from '../../support/house.ts'
import { at, hours } from '../../support/samples.ts'
import { healthy, openVendor, scheduled, startNow, toldBy, updateOf } from '../../support/scene.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
  await openVendor(house)
})
afterEach(() => house.close())

/** The client's channel takes nothing from now on. */
function channelDown(): void {
  house.senderAnswers(({ place }) =>
    place.address.kind === 'channel' && place.room === null
      ? { kind: 'retry', reason: 'it is down', afterMs: null }
      : null,
  )
}
/** It is back an hour later. @returns what it hears then */
async function channelBack(): Promise<string[]> {
  house.senderAnswers(() => null)
  house.clock.advance(hours(1))
  return (await toldBy(house)).filter((told) => told.includes('channel'))
}
async function move(to: string, environment: Environment = 'production'): Promise<void> {
  const request = { system: { client: 'acme', environment }, startsAt: at(to), seen: null, reason: null }
  expect((await house.app.rescheduleUpdate({ ...asks(adminOf('acme')), ...request })).ok).toBe(true)
  house.clock.advance(60_000)
  await house.deliverAll()
}
async function cancel(environment: Environment = 'production'): Promise<void> {
  const request = { system: { client: 'acme', environment }, seen: null, reason: 'exams' }
  expect((await house.app.cancelUpdate({ ...asks(adminOf('acme')), ...request })).ok).toBe(true)
  house.clock.advance(60_000)
  await house.deliverAll()
}
/** The notices that the channel was spared, by kind. */
const spared = async (): Promise<string[]> => {
  const rows = await house.db
    .selectFrom('deliveries')
    .innerJoin('notices', 'notices.id', 'deliveries.notice')
    .select(['kind', 'mode', 'reason'])
    .where('status', '=', 'suppressed')
    .where('reason', '=', 'overtaken')
    .orderBy('deliveries.id')
    .execute()
  return rows.map(({ kind, mode }) => `${kind} ${mode}`)
}

describe('a place that was down for an hour', () => {
  it('hears the last of several changes, and its message is redrawn once', async () => {
    await scheduled(house, 'acme')
    await house.deliverAll()
    channelDown()
    await move('2026-12-07T08:00:00Z')
    await move('2026-12-08T08:00:00Z')
    await cancel()
    expect(await channelBack()).toEqual(['rollout → channel (edit)', 'update-cancelled → channel (reply)'])
    expect(await spared()).toEqual([
      'update-rescheduled edit',
      'update-rescheduled reply',
      'update-rescheduled edit',
      'update-rescheduled reply',
    ])
  })

  it('hears of the last of several moves from the start that it knows', async () => {
    await scheduled(house, 'acme')
    await house.deliverAll()
    channelDown()
    await move('2026-12-07T08:00:00Z')
    await move('2026-12-08T08:00:00Z')
    await channelBack()
    const [reply] = house.sent.filter(({ card }) => card.kind === 'update-rescheduled')
    expect(reply?.card.blocks[0]).toMatchObject({
      facts: expect.arrayContaining([
        { label: 'Was', value: 'Sun 6 Dec 2026, 01:00 EST (America/Toronto)' },
        { label: 'Now', value: 'Tue 8 Dec 2026, 03:00 EST (America/Toronto)' },
      ]),
    })
  })

  it('hears of both systems what is true of each', async () => {
    await scheduled(house, 'acme')
    await house.deliverAll()
    channelDown()
    await move('2026-12-07T08:00:00Z', 'staging')
    await move('2026-12-08T08:00:00Z')
    await move('2026-12-09T08:00:00Z')
    const told = await channelBack()
    expect(told.filter((one) => one.startsWith('update-rescheduled'))).toHaveLength(2)
    const replies = house.sent.filter(({ card }) => card.kind === 'update-rescheduled')
    expect(replies.map(({ card }) => card.title)).toEqual([
      'Acme College staging: update moved',
      'Acme College production: update moved',
    ])
  })

  it('gets the first notice of a start all the same, as things are now', async () => {
    channelDown()
    await scheduled(house, 'acme')
    await house.deliverAll()
    await move('2026-12-07T08:00:00Z')
    await move('2026-12-08T08:00:00Z')
    const told = await channelBack()
    expect(told).toContain('rollout → channel')
    const [first] = house.sent.filter(({ card }) => card.kind === 'rollout')
    expect(first?.card.summary).toContain('production Tue 8 Dec, 03:00 EST')
    expect(told.filter((one) => one.startsWith('update-rescheduled'))).toHaveLength(1)
  })

  it('hears of the release that is planned now, not of the one it replaced', async () => {
    channelDown()
    await scheduled(house, 'acme')
    await house.deliverAll()
    await move('2026-12-07T08:00:00Z')
    await healthy(house, 'acme', '3.9.13')
    const told = await channelBack()
    expect(told.filter((one) => !one.startsWith('health-report'))).toEqual(['rollout → channel'])
    const rollouts = house.sent.filter(({ place }) => place.address.kind === 'channel')
    expect(rollouts.map(({ card }) => card.title)).toContain('Acme College: release 3.9.13 is scheduled')
    expect(rollouts.some(({ card }) => card.kind !== 'health-report' && card.title.includes('3.9.12'))).toBe(false)
  })

  it('never misses that an update started, ended or failed', async () => {
    await scheduled(house, 'acme')
    await house.deliverAll()
    const update = await updateOf(house, 'acme')
    channelDown()
    await startNow(house, update)
    await house.deliverAll()
    await house.app.recordUpdate(update.id, { status: 'failed', detail: 'disk full' }, operator)
    await house.deliverAll()
    const told = await channelBack()
    expect(told).toEqual(
      expect.arrayContaining(['update-started → channel (reply)', 'update-failed → channel (reply)']),
    )
  })

  it('is not reminded of a start that moved meanwhile', async () => {
    await scheduled(house, 'acme')
    await house.deliverAll()
    house.clock.set('2026-12-05T06:00:00Z')
    channelDown()
    await house.work.tick()
    await house.deliverAll()
    await move('2026-12-07T08:00:00Z')
    await move('2026-12-07T08:00:00Z', 'staging')
    expect((await channelBack()).filter((told) => told.startsWith('start-reminded'))).toEqual([])
    expect(await spared()).toContain('start-reminded reply')
  })
})

describe('places that were up', () => {
  it('heard every change as it came', async () => {
    await scheduled(house, 'acme')
    await house.deliverAll()
    house.sent.length = 0
    channelDown()
    await move('2026-12-07T08:00:00Z')
    await move('2026-12-08T08:00:00Z')
    const mails = house.sent.filter(({ place }) => place.administrator === 'acme-ada')
    expect(mails.map(({ card }) => card.kind)).toEqual(['update-rescheduled', 'update-rescheduled'])
  })
})
