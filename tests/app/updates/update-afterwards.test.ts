import { afterAll, beforeAll, expect, it } from 'vitest'
import { pipeline, receivedReport } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import { from } from '../../support/samples.ts'
import { openVendor, scheduled, startNow, toldBy, updateOf } from '../../support/scene.ts'

const minute = 60_000

let house: House
beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
})
afterAll(() => house.close())

async function started(
  client: string,
  windows: readonly string[],
  environment: 'production' | 'staging' = 'production',
) {
  await scheduled(house, client, { windows })
  const update = await updateOf(house, client, environment)
  await startNow(house, update)
  await toldBy(house)
  return update
}
const afterMinutes = async (start: Date, minutes: number) => {
  house.clock.set(from(start, minutes * minute).toISOString())
  await house.work.tick()
  return (await toldBy(house)).filter((one) => one.startsWith('update-overran'))
}

it('an update that runs past its window is told to ops and in the client’s channel, once', async () => {
  const { startsAt } = await started('long', ['SUN 01:00-02:30'])
  expect(await afterMinutes(startsAt, 89)).toEqual([])
  expect(await afterMinutes(startsAt, 90)).toEqual(['update-overran → channel (reply)', 'update-overran → ops'])
  const [reply] = house.sent.filter(({ card }) => card.kind === 'update-overran')
  expect(JSON.stringify(reply?.card)).toContain('02:30 EST')
  expect(await afterMinutes(startsAt, 100)).toEqual([])
})

it('one that ended in time is not', async () => {
  const { id, startsAt } = await started('short', ['SUN 01:00-02:30'])
  await house.app.recordUpdate(id, { status: 'updated', version: null }, pipeline)
  await toldBy(house)
  expect(await afterMinutes(startsAt, 91)).toEqual([])
})

it('the check after an update is shown in its thread, and once', async () => {
  const { id } = await started('checked', ['SUN 01:00-05:00'])
  expect(await house.app.receiveCheck(id, receivedReport(40))).toMatchObject({
    refusal: { code: 'wrong-status' },
  })
  await house.app.recordUpdate(id, { status: 'updated', version: null }, pipeline)
  await toldBy(house)
  const [first, second] = await Promise.all([1, 2].map(() => house.app.receiveCheck(id, receivedReport(40))))
  expect([first?.ok, second?.ok].sort()).toEqual([false, true])
  expect(await toldBy(house)).toEqual(['update-checked → channel (reply)', 'update-checked → inbox production'])
  expect(JSON.stringify(house.sent[0]?.card)).toContain('40 tests: 40 passed')
  // It is no report of a copy: what the next one is held against stays the same.
  expect((await house.app.readHealth('checked'))?.report?.summary.totals.passed).toBe(4_000)
  expect(await house.app.receiveCheck('U-9999', receivedReport(1))).toMatchObject({
    refusal: { code: 'unknown-update' },
  })
})

it('what fails in it is shown to triage, and changes nothing', async () => {
  const { id } = await started('unwell', ['SUN 01:00-05:00'])
  await house.app.recordUpdate(id, { status: 'updated', version: null }, pipeline)
  await toldBy(house)
  expect((await house.app.receiveCheck(id, receivedReport(40, [{ name: 'log-in' }]))).ok).toBe(true)
  expect(await toldBy(house)).toContain('update-checked → triage')
  expect((await updateOf(house, 'unwell')).status).toBe('updated')
})
