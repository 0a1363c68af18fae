import { afterAll, beforeAll, expect, it } from 'vitest'
import { adminOf, asks, type House, openHouse } from '../support/house.ts'
import { at } from '../support/samples.ts'
import { openVendor, scheduled } from '../support/scene.ts'

const ada = { id: 'ada', name: 'Ada Lovelace', email: 'ada@group.example', accounts: [] }

let house: House
beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
})
afterAll(() => house.close())

it('one person with two clients gets one mail about each, and no client’s change in the other’s thread', async () => {
  for (const id of ['acme', 'beta']) await scheduled(house, id, { administrators: [ada], channels: [] })
  await house.deliverAll()
  const mails = () =>
    house.sent
      .filter(({ place }) => place.address.kind === 'mailbox')
      .map(({ place, card, standing, calendar }) =>
        `${place.client} ${card.kind} ${standing} ${calendar?.production.id ?? ''}`.trim(),
      )
      .sort()
  const first = mails()
  expect(first.map((mail) => mail.replace(/U-\d+/, 'U'))).toEqual([
    'acme rollout rollout:acme:3.9.12 U',
    'beta rollout rollout:beta:3.9.12 U',
  ])
  expect(new Set(first.map((mail) => /U-\d+/.exec(mail)?.[0])).size).toBe(2)
  house.sent.length = 0
  const system = { client: 'beta', environment: 'production' } as const
  await house.app.rescheduleUpdate({
    ...asks(adminOf('beta', 'ada')),
    system,
    startsAt: at('2026-12-07T08:00:00Z'),
    seen: null,
    reason: null,
  })
  await house.deliverAll()
  expect(mails().map((mail) => mail.replace(/U-\d+/, 'U'))).toEqual(['beta update-rescheduled rollout:beta:3.9.12 U'])
})
