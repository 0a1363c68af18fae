import { afterAll, beforeAll, expect, it } from 'vitest'
import { mailLane } from '../../src/adapters/email/limits.ts'
import { slackLanes } from '../../src/adapters/slack/sending/lanes.ts'
import { clientDocument } from '../support/cast.ts'
import { type House, openHouse } from '../support/house.ts'
import { openVendor, scheduled } from '../support/scene.ts'
import { statementsOf } from '../support/statements.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
  const [ada] = clientDocument('acme', 'America/Toronto').administrators
  const administrators = Array.from({ length: 5 }, (_, n) => ({
    ...ada!,
    id: `a-${n}`,
    email: `a${n}@x.example`,
    accounts: [],
  }))
  await scheduled(house, 'acme', { administrators })
  house.lanesAre((outgoing) => (outgoing.place.address.kind === 'mailbox' ? [mailLane] : slackLanes(outgoing)))
})
afterAll(() => house.close())

it('8 deliveries of one notice are claimed, drawn, sent and settled with 24 statements', async () => {
  const owed = await house.db
    .selectFrom('deliveries')
    .innerJoin('notices', 'notices.id', 'deliveries.notice')
    .select('deliveries.id')
    .where('kind', '=', 'updates-scheduled')
    .where('status', '=', 'pending')
    .execute()
  expect(owed).toHaveLength(8)
  const ids = owed.map(({ id }) => `D-${id}`)
  // The limits of a place are on file once something went there.
  const others = (await house.work.dueDeliveries(100)).map(({ id }) => id).filter((id) => !ids.includes(id))
  await house.work.sendDeliveries(others)
  house.clock.advance(60_000)
  house.sent.length = 0
  const statements = await statementsOf(() => house.work.sendDeliveries(ids))
  expect(house.sent).toHaveLength(8)
  expect(statements.length).toBeLessThanOrEqual(24)
})
