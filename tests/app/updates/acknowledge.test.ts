import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../../src/domain/actor.ts'
import { adminOf, asks, services } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import { onFile, scheduled, toldBy } from '../../support/scene.ts'

describe('acknowledge', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    await scheduled(house, 'acme')
    await toldBy(house)
  })
  afterAll(() => house.close())

  const acknowledge = async (actor: Actor, client = 'acme', release = '3.9.12') => {
    const said = await house.app.acknowledge({ ...asks(actor), client, release })
    return said.ok ? said.value.by : said.refusal.code
  }
  const bob = adminOf('acme', 'acme-bob', 'Bob Marley')

  it('is for administrators of the client, about something planned', async () => {
    await onFile(house, 'beta')
    expect(await acknowledge(adminOf('beta'))).toBe('not-yours')
    expect(await acknowledge(services)).toBe('not-yours')
    expect(await acknowledge(adminOf('nowhere'), 'nowhere')).toBe('not-yours')
    expect(await acknowledge(adminOf('beta'), 'beta')).toBe('not-yours')
    expect(await acknowledge(bob, 'acme', '9.9.9')).toBe('not-yours')
    expect(await toldBy(house)).toEqual([])
  })

  it('is written down once, by the first, and redraws the card without a word more', async () => {
    const said = await Promise.all([acknowledge(bob), acknowledge(adminOf('acme')), acknowledge(bob)])
    expect(new Set(said).size).toBe(1)
    expect(await toldBy(house)).toEqual(['rollout → channel (edit)'])
    expect(house.sent[0]?.card.footer).toBe(`Seen by ${said[0]}`)
    expect(house.sent[0]?.card.actions).toMatchObject([
      { verb: 'open', args: { page: 'schedule' } },
      { verb: 'open', args: { page: 'report' } },
    ])
    const history = await house.app.readHistory('acme', 20)
    expect(history.filter(({ action }) => action === 'acknowledged')).toHaveLength(1)
  })
})
