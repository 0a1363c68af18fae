import { afterAll, beforeAll, expect, it } from 'vitest'
import type { UpdateStatus } from '../../src/domain/updates/update.ts'
import { asks, operator } from '../support/cast.ts'
import { type House, openHouse } from '../support/house.ts'
import { available, healthy, onFile, openVendor } from '../support/scene.ts'
import { statementsOf } from '../support/statements.ts'

const release = '3.9.12'
const clients = Array.from({ length: 200 }, (_, n) => `client-${n}`)

let house: House
beforeAll(async () => {
  house = await openHouse('2026-11-22T12:00:00Z', { slotCapacity: 400 })
  await openVendor(house)
  for (const client of clients) await onFile(house, client)
  await available(house, release)
  for (const client of clients) await healthy(house, client)
}, 120_000)
afterAll(() => house.close())

const systemsThatAre = async (status: UpdateStatus): Promise<number> => {
  const { items } = await house.app.listUpdates({ release, status }, { after: null, limit: 500 })
  return items.length
}

it('a pause holds 200 clients with 27 statements', async () => {
  const statements = await statementsOf(() => house.app.pauseRelease(release, 'a look', operator))
  expect(await systemsThatAre('held')).toBe(400)
  expect(statements.length).toBeLessThanOrEqual(27)
})

it('a resume lets 200 clients go on with 33 statements', async () => {
  const statements = await statementsOf(() => house.app.resumeRelease(release, 'looked', operator))
  expect(await systemsThatAre('scheduled')).toBe(400)
  expect(statements.length).toBeLessThanOrEqual(33)
})

it('a freeze of the vendor’s moves 200 clients with 40 statements', async () => {
  const [startsAt, endsAt] = [new Date('2026-12-05T00:00:00Z'), new Date('2026-12-08T00:00:00Z')]
  const freeze = { client: null, startsAt, endsAt, reason: 'year end' }
  const statements = await statementsOf(() => house.app.addFreeze({ ...asks(operator), ...freeze }))
  const { items } = await house.app.listUpdates({ release, status: 'scheduled' }, { after: null, limit: 500 })
  expect(items.filter(({ startsAt }) => startsAt > endsAt)).toHaveLength(400)
  expect(statements.length).toBeLessThanOrEqual(40)
})

it('a withdrawal cancels at 200 clients with 50 statements', async () => {
  const statements = await statementsOf(() => house.app.withdrawRelease(release, 'broken', operator))
  expect(await systemsThatAre('cancelled')).toBe(400)
  expect(statements.length).toBeLessThanOrEqual(50)
})
