import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminOf, asks, type House, openHouse, pipeline } from '../../support/house.ts'
import { at } from '../../support/samples.ts'
import { healthy, onFile, openVendor, toldBy } from '../../support/scene.ts'

const hook = (environment: 'production' | 'staging') => ({
  environment,
  url: `https://learn.acme.example/${environment}`,
  secret: `whsec_${'A'.repeat(44)}`,
})

let house: House
beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
})
afterAll(() => house.close())

describe('a system whose document names a webhook', () => {
  it('is told there what stands in its inbox, each in its own line of the ledger', async () => {
    const document = await onFile(house, 'acme', { webhooks: [hook('production'), hook('staging')] })
    await healthy(house, 'acme')
    expect((await toldBy(house)).filter((told) => /inbox|webhook/.test(told))).toEqual([
      'health-report → inbox production',
      'health-report → webhook',
      'rollout → inbox production',
      'rollout → inbox staging',
      'rollout → webhook',
      'rollout → webhook',
    ])
    const move = {
      system: { client: 'acme', environment: 'staging' as const },
      seen: null,
      reason: null,
      startsAt: at('2026-12-07T08:00:00Z'),
    }
    await house.app.rescheduleUpdate({ ...asks(adminOf('acme')), ...move })
    await toldBy(house)
    const posted = house.sent.filter(({ place }) => place.address.kind === 'webhook')
    expect(posted.map(({ place }) => place.address)).toEqual([
      expect.objectContaining({ environment: 'staging', url: 'https://learn.acme.example/staging' }),
    ])
    const page = await house.app.readDeliveries('acme', false, { after: null, limit: 200 })
    expect(page.items.filter(({ place }) => place.address.kind === 'webhook')).toHaveLength(4)

    // Named no more, it is told no more.
    expect((await house.app.putClient({ ...document, webhooks: [] }, null, pipeline)).ok).toBe(true)
    await house.app.pauseRelease('3.9.12', 'a doubt', pipeline)
    expect((await toldBy(house)).filter((told) => told.includes('webhook'))).toEqual([])
  })
})
