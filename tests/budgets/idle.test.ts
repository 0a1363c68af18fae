import { afterAll, beforeAll, expect, it } from 'vitest'
import { type House, openHouse } from '../support/house.ts'
import { openVendor, scheduled } from '../support/scene.ts'
import { statementsOf } from '../support/statements.ts'

let house: House
beforeAll(async () => {
  house = await openHouse(undefined, {}, { verificationRunner: { run: async () => ({ kind: 'calls-back' }) } })
  await openVendor(house)
  await scheduled(house, 'acme')
  await house.deliverAll()
  for (let minutes = 0; minutes < 3; minutes += 1) await minute()
})
afterAll(() => house.close())

/** All that a process asks in a minute in which nobody wakes it, see `start-jobs.ts`. */
async function minute(): Promise<void> {
  const { work, clock } = house
  clock.advance(60_000)
  await Promise.all([work.dueDeliveries(100), work.dueStarts(100), work.dueVerifications(100)])
  await work.untilDue()
  await work.tick()
  await house.deliverAll()
}

it('an idle minute of a process asks Postgres 20 things at most', async () => {
  const minutes = 10
  const statements = await statementsOf(async () => {
    for (let done = 0; done < minutes; done += 1) await minute()
  })
  // What `deliverAll` asks belongs to the test.
  expect(statements.length / minutes - 1).toBeLessThanOrEqual(20)
})
