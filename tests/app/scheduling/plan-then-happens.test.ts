import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ReleasePlan } from '../../../src/app/use-cases/release-plan.ts'
import { adminOf, asks, type House, openHouse, operator, pipeline, receivedReport } from '../../support/house.ts'
import { at } from '../../support/samples.ts'
import { available, dryRun, healthy, onFile, openVendor, scheduled } from '../../support/scene.ts'

/** The dry run says what then happens: the very same starts, for everything that can shift them. */
const ids = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8']
const zones = ['America/Toronto', 'Europe/Berlin', 'America/Toronto', 'Asia/Kathmandu']
const notesUrl = 'https://vendor.example/notes'

let house: House
beforeEach(async () => {
  house = await openHouse('2026-11-22T12:00:00Z', { slotCapacity: 3 })
  await openVendor(house)
})
afterEach(() => house.close())

const putAll = async (also: (id: string) => Promise<unknown> = async () => undefined) => {
  for (const [i, id] of ids.entries()) {
    await onFile(house, id, { zone: zones[i % zones.length] ?? 'UTC' })
    await also(id)
  }
}
const starts = ({ updates }: ReleasePlan) =>
  updates.map(({ client, environment, startsAt }) => `${client}/${environment} ${startsAt.toISOString()}`).sort()
const happened = async (version: string) => {
  const { items } = await house.app.listUpdates({ release: version }, { after: null, limit: 100 })
  return items
    .filter(({ status }) => status === 'scheduled')
    .map(({ client, environment, startsAt }) => `${client}/${environment} ${startsAt.toISOString()}`)
    .sort()
}
/** Plans, lets every copy be found healthy in the order of the plan, and compares. */
const holds = async (version: string, others: readonly string[] = []): Promise<void> => {
  const planned = starts(await dryRun(house, version))
  for (const id of [...ids, ...others]) await healthy(house, id, version)
  expect(planned).toHaveLength((ids.length + others.length) * 2)
  expect(await happened(version)).toEqual(planned)
}
const publish = async (version: string, waves: { shares: readonly number[]; gapHours: number } | null) => {
  await house.app.registerRelease({ version, kind: 'regular', notesUrl, waves }, pipeline)
  await house.app.judgeRelease(version, receivedReport(21_001), pipeline)
}

it('in waves, and already before the gate', async () => {
  await putAll()
  const waves = { shares: [20, 60, 100], gapHours: 24 }
  await house.app.registerRelease({ version: '3.9.12', kind: 'regular', notesUrl, waves }, pipeline)
  const before = starts(await dryRun(house, '3.9.12'))
  await publish('3.9.12', waves)
  expect(starts(await dryRun(house, '3.9.12'))).toEqual(before)
  await holds('3.9.12')
  expect(new Set(before.map((one) => one.split(' ')[1]?.slice(0, 10))).size).toBeGreaterThan(2)
})

it('with freezes of the vendor and of clients', async () => {
  await putAll()
  const freeze = (client: string | null, startsAt: string, endsAt: string) =>
    house.app.addFreeze({
      ...asks(client === null ? operator : adminOf(client)),
      client,
      startsAt: at(startsAt),
      endsAt: at(endsAt),
      reason: 'exams',
    })
  expect((await freeze(null, '2026-11-29T00:00:00Z', '2026-12-06T06:15:00Z')).ok).toBe(true)
  expect((await freeze('c1', '2026-12-06T00:00:00Z', '2026-12-14T00:00:00Z')).ok).toBe(true)
  await available(house, '3.9.12')
  await holds('3.9.12')
})

it('where slots are full, with what is planned already and of another release', async () => {
  await putAll()
  const others = ['d1', 'd2']
  for (const id of others) await scheduled(house, id, {}, '3.9.11.1')
  await available(house, '3.9.12')
  await holds('3.9.12', others)
})

it('where it takes over what is planned, moved by a person or by rule', async () => {
  await putAll((id) => healthy(house, id, '3.9.12'))
  const moved = await house.app.rescheduleUpdate({
    ...asks(adminOf('c2')),
    system: { client: 'c2', environment: 'production' },
    seen: null,
    reason: null,
    startsAt: at('2026-12-09T07:00:00Z'),
  })
  expect(moved.ok).toBe(true)
  const before = await happened('3.9.12')
  await available(house, '3.9.13')
  await holds('3.9.13')
  expect(await happened('3.9.13')).toEqual(before)
  expect(before).toContain('c2/production 2026-12-09T07:00:00.000Z')
})

it('of a security release, which moves what it takes over earlier', async () => {
  await putAll((id) => healthy(house, id, '3.9.12'))
  const before = await happened('3.9.12')
  await available(house, '3.9.13', 'security')
  await holds('3.9.13')
  const after = await happened('3.9.13')
  expect(after).not.toEqual(before)
  for (const [i, one] of after.entries()) expect(one <= (before[i] ?? '')).toBe(true)
})
