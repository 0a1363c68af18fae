import { afterEach, beforeEach, expect, it } from 'vitest'
import { adminOf, asks, type House, openHouse, operator, pipeline, receivedReport } from '../../support/house.ts'
import { available, healthy, onFile, openVendor, startNow, updateOf, verificationOf } from '../../support/scene.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
  await openVendor(house)
})
afterEach(() => house.close())

const progress = async (version = '3.9.12') => {
  const read = await house.app.readReleaseProgress(version)
  if (!read) throw new Error(`no progress of ${version}`)
  const some = Object.entries({ ...read.stages }).filter(([, clients]) => clients > 0)
  return { ...read, some: Object.fromEntries(some) }
}

it('a release that nobody registered has none', async () => {
  expect(await house.app.readReleaseProgress('9.9.9')).toBeNull()
})

it('follows each client from its copy to its end, and counts it once', async () => {
  for (const id of ['acme', 'birch', 'cedar', 'delta', 'elm']) await onFile(house, id)
  await available(house, '3.9.12')
  expect((await progress()).some).toEqual({ 'to-verify': 5 })

  await house.app.recordStep(await verificationOf(house, 'birch'), 'copying')
  await house.app.receiveReport(await verificationOf(house, 'cedar'), receivedReport(4_000, [{}]))
  for (const id of ['acme', 'delta', 'elm']) await healthy(house, id)
  const planned = await progress()
  expect(planned.some).toEqual({ verifying: 1, 'with-findings': 1, scheduled: 3 })
  expect(planned).toMatchObject({ clients: 5, systems: { scheduled: 6 } })

  for (const environment of ['production', 'staging'] as const) {
    const system = { client: 'elm', environment }
    await house.app.cancelUpdate({ ...asks(adminOf('elm')), system, seen: null, reason: 'exams' })
  }
  const update = await updateOf(house, 'acme')
  await startNow(house, update)
  expect((await progress()).some).toEqual({
    verifying: 1,
    'with-findings': 1,
    scheduled: 1,
    updating: 1,
    cancelled: 1,
  })
  await house.app.recordUpdate(update.id, { status: 'failed', detail: 'disk full' }, operator)
  const other = await updateOf(house, 'delta')
  await house.work.startUpdate(other.id)
  await house.app.recordUpdate(other.id, { status: 'updated', version: null }, operator)
  expect((await progress()).systems).toMatchObject({ updated: 1, cancelled: 2 })
})

it('estimates the end from the last start; of a paused release as if it were resumed now', async () => {
  await onFile(house, 'acme')
  await healthy(house, 'acme')
  const { startsAt } = await updateOf(house, 'acme')
  const planned = (await progress()).estimatedEnd
  expect(planned?.from).toBeInstanceOf(Date)
  expect(planned?.from.getTime()).toBeLessThanOrEqual(startsAt.getTime())
  expect(planned?.until.getTime()).toBeGreaterThan(startsAt.getTime() + 60 * 60_000)
  await house.app.pauseRelease('3.9.12', 'a doubt', pipeline)
  expect(await progress()).toMatchObject({ estimatedEnd: planned, some: { held: 1 } })
  await house.app.withdrawRelease('3.9.12', 'no good', pipeline)
  expect(await progress()).toMatchObject({ estimatedEnd: null, some: { cancelled: 1 } })
})
