import { afterAll, beforeAll, expect, it } from 'vitest'
import { scheduleOwed } from '../../src/app/verifications/schedule-owed.ts'
import { receivedReport } from '../support/cast.ts'
import { type House, openHouse } from '../support/house.ts'
import { available, healthy, onFile, openVendor, verificationOf } from '../support/scene.ts'
import { statementsOf } from '../support/statements.ts'

const clients = Array.from({ length: 200 }, (_, n) => `client-${n}`)

let house: House
beforeAll(async () => {
  house = await openHouse('2026-11-22T12:00:00Z', { slotCapacity: 50 })
  await openVendor(house)
  for (const client of [...clients, 'alone', 'first']) await onFile(house, client)
  await available(house, '3.9.12')
  await healthy(house, 'first')
}, 120_000)
afterAll(() => house.close())

it('a healthy report has both systems of its client scheduled with 25 statements', async () => {
  const id = await verificationOf(house, 'alone')
  const statements = await statementsOf(() => house.app.receiveReport(id, receivedReport(4_000)))
  expect(statements.length).toBeLessThanOrEqual(25)
  const { items } = await house.app.listUpdates({ client: 'alone' }, { after: null, limit: 10 })
  expect(items.map(({ status }) => status)).toEqual(['scheduled', 'scheduled'])
})

it('200 clients whose copies passed by a decision are scheduled with 40 statements', async () => {
  const ids = await Promise.all(clients.map((client) => verificationOf(house, client)))
  await house.db
    .updateTable('verifications')
    .set({ status: 'passed', go_ahead_owed: true })
    .where('status', '=', 'requested')
    .execute()
  const failed: unknown[] = []
  const statements = await statementsOf(() => scheduleOwed(house.ports, ids, (_, error) => failed.push(error)))
  expect(failed).toEqual([])
  expect(statements.length).toBeLessThanOrEqual(40)
  const { items } = await house.app.listUpdates({ client: clients }, { after: null, limit: 500 })
  expect(items).toHaveLength(400)
  const starts = new Map<number, number>()
  for (const { startsAt } of items) starts.set(startsAt.getTime(), (starts.get(startsAt.getTime()) ?? 0) + 1)
  expect(Math.max(...starts.values())).toBe(50)
})
