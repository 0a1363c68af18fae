import { afterAll, beforeAll, expect, it } from 'vitest'
import { ada, channelOf, chatWith, formOf } from '../support/chat.ts'
import { type House, openHouse } from '../support/house.ts'
import { available, openVendor, scheduled, updateOf } from '../support/scene.ts'
import { statementsOf } from '../support/statements.ts'

let house: House
beforeAll(async () => {
  house = await openHouse('2026-11-22T12:00:00Z')
  await openVendor(house)
  await available(house, '3.9.12')
  await scheduled(house, 'acme')
})
afterAll(() => house.close())

const here = channelOf('acme')

it('status is answered with 5 statements', async () => {
  const statements = await statementsOf(() => chatWith(house).type(ada, 'status', here))
  expect(statements.length).toBeLessThanOrEqual(5)
})

it('a move that is confirmed is committed with 24 statements, 19 of them in its transaction', async () => {
  const chat = chatWith(house)
  const form = formOf(await chat.type(ada, 'reschedule acme/production 2026-12-06 07:00', here))
  const statements = await statementsOf(() => chat.submit(ada, form, { confirmed: 'yes' }, here))
  expect((await updateOf(house, 'acme')).startsAt).toEqual(new Date('2026-12-06T12:00:00Z'))
  expect(statements.length).toBeLessThanOrEqual(24)
  expect(statements.length - statements.indexOf('begin')).toBeLessThanOrEqual(19)
})
