import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientDocument, type House, openHouse, receivedReport, released } from '../support/house.ts'

describe('the main job', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(() => house.close())

  it('goes from a passed gate to a finished update, everybody told', async () => {
    const [verification] = await released(house, '3.9.12', [clientDocument('acme', 'America/Toronto')])
    const received = await house.app.receiveReport(verification ?? '', receivedReport(4_000))
    expect(received.ok && received.value.verification.status).toBe('passed')

    const { items } = await house.app.listUpdates({ client: 'acme' }, { after: null, limit: 10 })
    // Seven days' notice from Sunday 22 November 12:00Z leads to the Sunday after: 6 December, 01:00 EST.
    expect(items.map(({ environment, startsAt }) => [environment, startsAt.toISOString()]).sort()).toEqual([
      ['production', '2026-12-06T06:00:00.000Z'],
      ['staging', '2026-12-06T06:00:00.000Z'],
    ])

    await house.deliverAll()
    const told = house.sent.map(
      ({ card, place }) => `${card.kind} → ${place.address.kind}${place.room ? ` ${place.room}` : ''}`,
    )
    expect(told.sort()).toEqual([
      'health-report → channel',
      'health-report → inbox',
      'rollout → channel',
      'rollout → inbox',
      'rollout → inbox',
      'rollout → mailbox',
      'rollout → mailbox',
    ])

    house.clock.set('2026-12-06T06:00:00Z')
    house.runnerAnswers({ status: 'updated', version: '3.9.12' })
    for (const { id } of await house.work.dueStarts(10)) await house.work.startUpdate(id)
    for (const { id } of items) await house.work.startUpdate(id)
    expect(house.jobs).toHaveLength(2)
    const client = await house.app.readClient('acme')
    expect(client?.systems.map(({ version }) => version)).toEqual(['3.9.12', '3.9.12'])
    house.sent.length = 0
    await house.deliverAll()
    const mails = house.sent.filter(({ place }) => place.address.kind === 'mailbox')
    expect(mails.map(({ card }) => card.kind).sort()).toEqual([
      'update-finished',
      'update-finished',
      'update-started',
      'update-started',
    ])
    expect(mails.every(({ card }) => card.title.includes('production'))).toBe(true)
  })
})
